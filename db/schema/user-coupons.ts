import { sql } from "drizzle-orm";
import { check, index, pgTable, text, unique } from "drizzle-orm/pg-core";
import { instant } from "./columns.ts";
import { coupons } from "./coupons.ts";
import { users } from "./users.ts";

/** A coupon in a shopper's hands. It expires by the clock: `expired` is read, never written. */
export const userCoupons = pgTable(
  "user_coupons",
  {
    id: text("id").primaryKey(),
    couponId: text("coupon_id")
      .notNull()
      .references(() => coupons.id),
    userId: text("user_id")
      .notNull()
      .references(() => users.id),
    status: text("status", { enum: ["issued", "used"] })
      .notNull()
      .default("issued"),
    issuedAt: instant("issued_at").notNull().defaultNow(),
    expiresAt: instant("expires_at").notNull(),
    usedAt: instant("used_at"),
  },
  (t) => [
    unique("user_coupons_once_per_shopper").on(t.couponId, t.userId),
    check("user_coupons_status_known", sql`${t.status} in ('issued', 'used')`),
    check("user_coupons_used_at_fits_status", sql`(${t.status} = 'used') = (${t.usedAt} is not null)`),
    index("user_coupons_user_id_idx").on(t.userId, t.issuedAt),
    // Rows come in the order of time: a narrow index finds those of a day.
    index("user_coupons_issued_at_brin").using("brin", t.issuedAt),
    // The claims of a coupon, newest first, and how many were used.
    index("user_coupons_coupon_id_issued_at_idx").on(t.couponId, t.issuedAt, t.id),
    index("user_coupons_used_idx").on(t.couponId).where(sql`${t.status} = 'used'`),
  ],
);
