import { sql } from "drizzle-orm";
import { couponStock, coupons, userCoupons } from "#db/schema/index.ts";
import type { Order } from "#lib/keyset/keyset.ts";
import type { UserCoupon } from "./schema.ts";

/** More milliseconds than lie between any two instants that the shop takes: so far apart are groups of a list. */
const APART = 1_000_000_000_000_000;

const startMs = sql`floor(extract(epoch from ${coupons.startsAt}) * 1000)`;
const issueMs = sql`floor(extract(epoch from ${userCoupons.issuedAt}) * 1000)`;

/** By the state at the database's clock: open, scheduled, sold out, ended; the nearest to now first in each. */
export const BY_STATE: Order = {
  name: "by-state",
  by: sql`(case
    when ${coupons.endsAt} <= now() then ${3 * APART}::bigint - ${startMs}
    when ${coupons.startsAt} > now() then ${APART}::bigint + ${startMs}
    when ${couponStock.issued} >= ${couponStock.quantity} then ${2 * APART}::bigint - ${startMs}
    else -${startMs} end)::bigint`,
  id: coupons.id,
  type: "bigint",
  descending: false,
};

/** What a shopper's coupon is at the database's clock: an issued one expires by itself. */
export const statusNow = sql<
  UserCoupon["status"]
>`case when ${userCoupons.status} = 'issued' and ${userCoupons.expiresAt} <= now()
  then 'expired' else ${userCoupons.status} end`;

/** By what can be done with it: issued, expired, used; the newest first in each. */
export const BY_USE: Order = {
  name: "by-use",
  by: sql`(array_position(array['issued', 'expired', 'used'], ${statusNow}) * ${APART}::bigint - ${issueMs})::bigint`,
  id: userCoupons.id,
  type: "bigint",
  descending: false,
};
