import { oneConnection } from "../one-connection.ts";
import { liftLimits } from "../session-limits.ts";

/** How much there is of everything. Ledger rows: each shopper's top-ups and orders, and a refund here and there. */
const SHOPPERS = 50_000;
const ORDERS_EACH = 4;
const TOP_UPS_EACH = 16;
const PRODUCTS = 20;
const FIRST_STOCK = 1_000_000;
const TOP_UP = 10_000;
/** One shopper in so many has cancelled the last order. */
const CANCELS = 20;

const id = (kind: string, number: string) => `'large-${kind}-' || lpad((${number})::text, 7, '0')`;
const product = "((u + k) % 20 + 1)";
const price = `(5000 + 500 * ${product})`;
const placedAt = `now() - (u * ${ORDERS_EACH} + k) * interval '12 seconds'`;
const isCancelled = `(k = ${ORDERS_EACH} and u % ${CANCELS} = 0)`;
const everyOrder = `generate_series(1, ${SHOPPERS}) as u, generate_series(1, ${ORDERS_EACH}) as k`;
const orderId = id("o", `(u - 1) * ${ORDERS_EACH} + k`);

/** Each fits the others, so that the audit finds nothing. */
const STATEMENTS = [
  `insert into products (id, slug, name, description, category, price)
    select ${id("p", "n")}, 'large-' || n, 'Large seed product ' || n, 'One of many.', 'large', 5000 + 500 * n
    from generate_series(1, ${PRODUCTS}) as n`,
  `insert into users (id, name, email, signs_in_by, created_at, updated_at)
    select ${id("u", "u")}, (array['Kim', 'Lee', 'Park', 'Choi', 'Jung'])[u % 5 + 1] || ' ' || u,
      'shopper-' || u || '@large.lockstep.local', 'nothing', now() - interval '70 days' + u * interval '1 second', now()
    from generate_series(1, ${SHOPPERS}) as u`,
  `insert into wallets (user_id, balance, version, ledger_seq)
    select ${id("u", "u")}, ${TOP_UP * TOP_UPS_EACH} - sum(case when ${isCancelled} then 0 else ${price} end),
      count(*) + ${TOP_UPS_EACH} + count(*) filter (where ${isCancelled}),
      count(*) + ${TOP_UPS_EACH} + count(*) filter (where ${isCancelled})
    from ${everyOrder} group by u`,
  `insert into orders (id, user_id, status, subtotal, total, created_at, cancelled_at)
    select ${orderId}, ${id("u", "u")}, case when ${isCancelled} then 'cancelled' else 'paid' end, ${price}, ${price},
      ${placedAt}, case when ${isCancelled} then now() end
    from ${everyOrder}`,
  `insert into order_lines (order_id, line_no, product_id, name, quantity, unit_price, line_total)
    select ${orderId}, 1, ${id("p", product)}, 'Large seed product ' || ${product}, 1, ${price}, ${price}
    from ${everyOrder}`,
  `insert into point_ledger (id, user_id, seq, type, amount, balance_after, order_id, created_at)
    select ${id("l", "u")} || '-' || seq, ${id("u", "u")}, seq, type, amount,
      sum(amount) over (partition by u order by seq), order_id, created_at
    from (
      select u, n as seq, 'charge' as type, ${TOP_UP} as amount, null as order_id,
        now() - interval '60 days' + n * interval '1 hour' as created_at
      from generate_series(1, ${SHOPPERS}) as u, generate_series(1, ${TOP_UPS_EACH}) as n
      union all select u, ${TOP_UPS_EACH} + k, 'use', -${price}, ${orderId}, ${placedAt} from ${everyOrder}
      union all select u, ${TOP_UPS_EACH} + k + 1, 'refund', ${price}, ${orderId}, now()
      from ${everyOrder} where ${isCancelled}
    ) as entries order by created_at`,
  `insert into stock_movements (product_id, kind, delta, reason)
    select ${id("p", "n")}, 'initial', ${FIRST_STOCK}, 'First stock' from generate_series(1, ${PRODUCTS}) as n`,
  `insert into stock_movements (product_id, kind, delta, order_id, created_at)
    select ${id("p", product)}, 'sale', -1, ${orderId}, ${placedAt} from ${everyOrder} order by ${placedAt}`,
  `insert into stock_movements (product_id, kind, delta, order_id)
    select ${id("p", product)}, 'return', 1, ${orderId} from ${everyOrder} where ${isCancelled}`,
  `insert into product_stock (product_id, quantity)
    select product_id, sum(delta) from stock_movements where product_id like 'large-%' group by product_id`,
];

/**
 * Adds what a large shop has to a database, for measuring: 50,000 shoppers, 200,000 orders, a million ledger rows.
 * Answers false, and changes nothing, when they are there.
 */
export async function seedLarge(databaseUrl: string): Promise<boolean> {
  const client = oneConnection(databaseUrl);
  try {
    const added = await client.begin(async (tx) => {
      await tx.unsafe(liftLimits());
      const [found] = await tx`select 1 from users where id like 'large-%' limit 1`;
      if (found) return false;
      for (const statement of STATEMENTS) await tx.unsafe(statement);
      return true;
    });
    if (added) {
      // What the database does by itself after a minute or two: a measurement need not wait for it.
      await client.unsafe("set statement_timeout = 0");
      await client.unsafe("vacuum analyze");
    }
    return added;
  } finally {
    await client.end({ timeout: 5 });
  }
}
