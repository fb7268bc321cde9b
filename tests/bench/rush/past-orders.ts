import type { Sql } from "postgres";

/** So many rows of a table's past are written by one statement. */
const BATCH = 50_000;

/**
 * Writes orders of the past, from a number up to another, each of one product, with their lines, movements and
 * ledger, so that the audit holds: as if `userIds` had bought them one after the other.
 */
export async function writePastOrders(
  sql: Sql,
  userIds: readonly string[],
  productIds: readonly string[],
  first: number,
  end: number,
): Promise<void> {
  for (let from = first; from < end; from += BATCH) {
    const many = Math.min(BATCH, end - from);
    await sql.begin(async (tx) => {
      await tx`
        create temporary table past on commit drop as
        select 'past-' || lpad(${from}::text, 9, '0') || '-' || lpad(n::text, 7, '0') as id,
          (${userIds}::text[])[1 + n % ${userIds.length}] as user_id,
          (${productIds}::text[])[1 + n % ${productIds.length}] as product_id,
          1 + n / ${userIds.length} as nth,
          now() - interval '400 days' + n * interval '1 millisecond' as at
        from generate_series(0, ${many - 1}) as n`;
      await tx`insert into orders (id, user_id, subtotal, total, created_at) select id, user_id, 1, 1, at from past`;
      await tx`
        insert into order_lines (order_id, line_no, product_id, name, quantity, unit_price, line_total)
        select id, 1, product_id, 'Bench', 1, 1, 1 from past`;
      await tx`
        insert into stock_movements (product_id, kind, delta, order_id, created_at)
        select product_id, 'sale', -1, id, at from past`;
      await tx`
        insert into point_ledger (id, user_id, seq, type, amount, balance_after, order_id, created_at)
        select past.id, past.user_id, ledger_seq + nth, 'use', -1, balance - nth, past.id, at
        from past join wallets on wallets.user_id = past.user_id`;
      await tx`
        update wallets set balance = balance - spent, ledger_seq = ledger_seq + spent, version = version + spent
        from (select user_id as id, count(*)::int as spent from past group by user_id) as sums where user_id = id`;
      await tx`
        update product_stock set quantity = quantity - sold
        from (select product_id as id, count(*)::int as sold from past group by product_id) as sums
        where product_id = id`;
    });
  }
}
