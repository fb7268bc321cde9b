import { sql } from "drizzle-orm";
import type { Check, Server } from "./check.ts";

/** PostgreSQL 15 can't say whether a text is JSON without failing on one that is not; whether it looks like it, it can. */
const isJsonObject = ({ knowsJson }: Server) =>
  knowsJson ? sql`body is json object` : sql`body ~ '^\\{.*\\}$'`;

export const recordChecks: readonly Check[] = [
  {
    name: "idempotency-record-complete",
    promise: "A kept answer is a success, can be read, and outlives its request.",
    broken: (server) => sql`
      select user_id, route, key from idempotency_records
      where status not between 200 and 299 or not (${isJsonObject(server)}) or request_hash = '' or expires_at <= created_at`,
  },
  {
    name: "idempotency-record-has-its-work",
    promise: "What a kept answer says was done is done: its order, coupon, product or ledger entry is there.",
    broken: (server) => sql`
      select r.user_id, r.route, r.key from (
        select *, case when ${isJsonObject(server)} then body::jsonb end as answer from idempotency_records
      ) as r
      where (route = '/api/checkout'
          and not exists (select from orders o where o.id = answer #>> '{order,id}' and o.user_id = r.user_id))
        or (route = '/api/coupons/{id}/claim'
          and not exists (select from user_coupons u where u.id = answer #>> '{userCoupon,id}' and u.user_id = r.user_id))
        or (route = '/api/admin/products'
          and not exists (select from products p where p.id = answer #>> '{product,id}'))
        or (route = '/api/points/top-up'
          and not exists (select from point_ledger l where l.id = answer #>> '{entry,id}' and l.user_id = r.user_id))`,
  },
  {
    name: "every-shopper-is-whole",
    promise:
      "Every shopper has a wallet, and whoever signs in by a password has one: no sign-up ended half-way.",
    // A sign-up is one transaction; those of the seed, of the demo and of load tests sign in by nothing.
    broken: sql`
      select id, signs_in_by from users
      where not exists (select from wallets where user_id = users.id)
        or signs_in_by = 'password' and not exists (
          select from accounts
          where user_id = users.id and provider_id = 'credential' and coalesce(password, '') <> '')`,
  },
  {
    name: "no-wallet-without-shopper",
    promise: "Every wallet is somebody's.",
    broken: sql`select user_id from wallets where not exists (select from users where id = user_id)`,
  },
  {
    name: "fence-not-ahead-of-time",
    promise: "No row was written with a token from the far future, which would refuse every later holder.",
    broken: sql`
      select * from (
        select 'product_stock' as kept_in, product_id as id, fence from product_stock
        union all select 'coupon_stock', coupon_id, fence from coupon_stock
        union all select 'wallets', user_id, fence from wallets) as fenced
      where fence < 0 or fence > (extract(epoch from now()) + 86400) * 1000000`,
  },
  {
    name: "nothing-from-the-future",
    promise: "Nothing is recorded as having happened later than now.",
    broken: sql`
      select * from (
        select 'orders' as kept_in, id, created_at from orders
        union all select 'point_ledger', id, created_at from point_ledger
        union all select 'user_coupons', id, issued_at from user_coupons) as recorded
      where created_at > now() + interval '1 minute'`,
  },
];
