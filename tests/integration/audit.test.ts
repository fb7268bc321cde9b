import { sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { withNamedStatements } from "#db/named-statements.ts";
import * as schema from "#db/schema/index.ts";
import { seedDatabase } from "#db/seed/index.ts";
import { auditWithin, CHECKS } from "#lib/audit/run-audit.ts";
import { shop } from "#tests/support/environment.ts";
import { newDatabase, type OwnDatabase } from "#tests/support/own-database.ts";

/** For each promise, a change by which it is broken, in a shop whose guards are off. */
const CORRUPTIONS: Record<string, string> = {
  "stock-is-sum-of-movements":
    "update product_stock set quantity = quantity + 1 where product_id = (select min(product_id) from product_stock)",
  "stock-not-negative":
    "update product_stock set quantity = -1 where product_id = (select min(product_id) from product_stock)",
  "every-product-has-stock-row":
    "delete from product_stock where product_id = (select min(product_id) from product_stock)",
  "no-orphan-stock-row": "insert into product_stock (product_id, quantity) values ('nothing', 0)",
  "one-first-stock-per-product":
    "insert into stock_movements (product_id, kind, delta) select min(product_id), 'initial', 0 from product_stock",
  "no-orphan-movement":
    "insert into stock_movements (product_id, kind, delta) values ('nothing', 'initial', 1)",
  "sale-movement-per-line":
    "delete from stock_movements where id = (select min(id) from stock_movements where kind = 'sale')",
  "cancelled-order-returned-stock":
    "delete from stock_movements where id = (select min(id) from stock_movements where kind = 'return')",
  "issued-count-is-rows":
    "update coupon_stock set issued = issued + 1 where coupon_id = (select min(coupon_id) from coupon_stock where issued < quantity)",
  "issued-within-quantity":
    "update coupon_stock set quantity = issued - 1 where coupon_id = (select min(coupon_id) from coupon_stock where issued > 0)",
  "every-coupon-has-counts":
    "delete from coupon_stock where coupon_id = (select min(coupon_id) from coupon_stock)",
  "no-orphan-coupon-counts": "insert into coupon_stock (coupon_id, quantity) values ('nothing', 1)",
  "one-coupon-per-shopper":
    "insert into user_coupons (id, coupon_id, user_id, expires_at) select 'twice', coupon_id, user_id, expires_at from user_coupons limit 1",
  "used-coupon-has-one-live-order":
    "update user_coupons set status = 'used', used_at = now() where id = (select min(id) from user_coupons where status = 'issued')",
  "coupon-used-by-its-holder":
    "update user_coupons set user_id = (select min(id) from users u where u.id <> user_coupons.user_id) where id = (select min(user_coupon_id) from orders)",
  "discount-follows-its-rule":
    "update orders set discount = discount - 1, total = total + 1 where id = (select min(id) from orders where discount > 0)",
  "wallet-is-sum-of-ledger":
    "update wallets set balance = balance + 1 where user_id = (select min(user_id) from wallets)",
  "wallet-is-last-balance":
    "update point_ledger set balance_after = balance_after + 1 where id = (select l.id from point_ledger l join wallets w on w.user_id = l.user_id and w.ledger_seq = l.seq limit 1)",
  "wallet-not-negative": "update wallets set balance = -1 where user_id = (select min(user_id) from wallets)",
  "only-refunds-pass-the-limit":
    "update point_ledger set balance_after = 100000001 where id = (select min(id) from point_ledger where type = 'charge')",
  "grant-has-actor-and-reason":
    "insert into point_ledger (id, user_id, seq, type, amount, balance_after, actor_id, reason) select 'unlogged', user_id, ledger_seq + 1, 'grant', 5, balance + 5, user_id, 'why' from wallets limit 1",
  "ledger-gapless":
    "update point_ledger set seq = seq + 1 where id = (select l.id from point_ledger l join wallets w on w.user_id = l.user_id and w.ledger_seq = l.seq limit 1)",
  "ledger-running-balance":
    "update point_ledger set balance_after = balance_after + 1 where id = (select min(id) from point_ledger where seq = 1)",
  "ledger-sign-fits-type":
    "update point_ledger set amount = -amount where id = (select min(id) from point_ledger where type = 'use')",
  "wallet-version-keeps-up":
    "update wallets set version = 0 where user_id = (select min(user_id) from wallets where ledger_seq > 0)",
  "ledger-order-is-the-shoppers":
    "update orders set user_id = (select min(id) from users u where u.id <> orders.user_id) where id = (select min(id) from orders)",
  "order-has-lines": "delete from order_lines where order_id = (select min(id) from orders)",
  "line-total-is-price-times-quantity":
    "update order_lines set unit_price = unit_price + 1 where order_id = (select min(id) from orders)",
  "subtotal-is-sum-of-lines":
    "update orders set subtotal = subtotal + 1, total = total + 1 where id = (select min(id) from orders)",
  "total-is-subtotal-less-discount":
    "update orders set total = total - 1 where id = (select min(id) from orders)",
  "paid-by-one-debit":
    "delete from point_ledger where id = (select min(id) from point_ledger where type = 'use')",
  "cancelled-has-one-refund":
    "delete from point_ledger where id = (select min(id) from point_ledger where type = 'refund')",
  "cancelled-at-fits-status":
    "update orders set cancelled_at = now() where id = (select min(id) from orders where status = 'paid')",
  "no-orphan-line":
    "update order_lines set product_id = 'nothing' where order_id = (select min(id) from orders)",
  "idempotency-record-complete":
    "insert into idempotency_records (user_id, route, key, request_hash, status, body) select min(id), '/api/points/top-up', 'k', 'h', 201, '{cut off' from users",
  "idempotency-record-has-its-work": `insert into idempotency_records (user_id, route, key, request_hash, status, body) select min(id), '/api/checkout', 'k', 'h', 201, '{"order":{"id":"nothing"}}' from users`,
  "every-shopper-is-whole": "delete from wallets where user_id = (select min(user_id) from wallets)",
  "no-wallet-without-shopper": "insert into wallets (user_id) values ('nobody')",
  "fence-not-ahead-of-time":
    "update product_stock set fence = 9000000000000000 where product_id = (select min(product_id) from product_stock)",
  "nothing-from-the-future":
    "update orders set created_at = now() + interval '1 day' where id = (select min(id) from orders)",
};

/** Other ways to break some of them. */
const MORE_CORRUPTIONS: readonly (readonly [string, string])[] = [
  [
    "every-shopper-is-whole",
    "update users set signs_in_by = 'password' where id = (select min(id) from users where signs_in_by = 'nothing')",
  ],
  [
    "every-shopper-is-whole",
    `with changed as (update users set signs_in_by = 'password' where id = (select min(user_id) from accounts) returning id)
    update accounts set password = '' where user_id = (select id from changed)`,
  ],
];

/** Switches off triggers, foreign keys, checks and unique indexes, until the transaction ends. */
const GUARDS_OFF = `
  set local session_replication_role = replica;
  do $$ declare guard record; begin
    for guard in select conrelid::regclass as owner, conname from pg_constraint
      where contype in ('c', 'u') and connamespace = 'public'::regnamespace loop
      execute format('alter table %s drop constraint %I', guard.owner, guard.conname);
    end loop;
    for guard in select indexrelid::regclass as name from pg_index join pg_class on pg_class.oid = indrelid
      where indisunique and not indisprimary and relnamespace = 'public'::regnamespace loop
      execute format('drop index %s', guard.name);
    end loop;
  end $$`;

class RollBack extends Error {}

let own: OwnDatabase;
let client: postgres.Sql;

beforeAll(async () => {
  own = await newDatabase(shop.DATABASE_URL);
  await seedDatabase(own.url);
  client = postgres(own.url, { max: 1, onnotice: () => {} });
});
afterAll(async () => {
  await client.end();
  await own.drop();
});

/** The names of the checks that a corruption turns red; the corruption is rolled back. */
async function alarmsOf(corruption: string | null): Promise<string[]> {
  let alarms: string[] = [];
  const database = drizzle(withNamedStatements(client, "on").client, { schema });
  const trial = database.transaction(async (tx) => {
    if (corruption !== null) {
      await tx.execute(sql.raw(GUARDS_OFF));
      await tx.execute(sql.raw(corruption));
    }
    const { ok, checks } = await auditWithin(tx);
    alarms = checks.filter((check) => !check.ok).map(({ name }) => name);
    expect(ok).toBe(alarms.length === 0);
    throw new RollBack();
  });
  await expect(trial).rejects.toBeInstanceOf(RollBack);
  return alarms;
}

describe("the audit", () => {
  it("finds nothing in a sound shop", async () => {
    expect(await alarmsOf(null)).toEqual([]);
  });

  it("has 25 checks or more, each with a way to break it here", () => {
    expect(CHECKS.length).toBeGreaterThanOrEqual(25);
    expect(CHECKS.map(({ name }) => name).toSorted()).toEqual(Object.keys(CORRUPTIONS).toSorted());
  });

  it.each([...Object.entries(CORRUPTIONS), ...MORE_CORRUPTIONS])(
    "sees when broken: %s",
    async (name, corruption) => {
      expect(await alarmsOf(corruption)).toContain(name);
    },
  );
});

describe("the guards of the database", () => {
  it.each([
    ["a ledger row is changed", "update point_ledger set amount = amount + 1", "append-only"],
    ["a ledger row is deleted", "delete from point_ledger", "append-only"],
    ["a stock movement is deleted", "delete from stock_movements", "append-only"],
    ["a log is emptied", "truncate admin_audit_log", "append-only"],
    ["stock goes below nothing", "update product_stock set quantity = -1", "product_stock_not_negative"],
    ["a wallet is overdrawn", "update wallets set balance = -1", "wallets_balance_in_range"],
    [
      "too many are issued",
      "update coupon_stock set issued = quantity + 1",
      "coupon_stock_issued_within_quantity",
    ],
    [
      "a shopper gets a coupon twice",
      "insert into user_coupons (id, coupon_id, user_id, expires_at) select 'twice', coupon_id, user_id, expires_at from user_coupons limit 1",
      "user_coupons_once_per_shopper",
    ],
    [
      "an order is debited twice",
      "insert into point_ledger (id, user_id, seq, type, amount, balance_after, order_id) select 'twice', user_id, 9999, type, amount, balance_after, order_id from point_ledger where type = 'use' limit 1",
      "point_ledger_one_use_and_refund_per_order",
    ],
    ["a total does not add up", "update orders set total = total + 1", "orders_total_adds_up"],
  ])("refuse it when %s", async (_, change, guard) => {
    await expect(client.unsafe(change)).rejects.toThrow(guard);
  });
});
