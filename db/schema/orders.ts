import { sql } from "drizzle-orm";
import { check, index, integer, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { amount, instant } from "./columns.ts";
import { userCoupons } from "./user-coupons.ts";
import { users } from "./users.ts";

/** A sale. It exists only paid: what could not be paid or supplied left no row. */
export const orders = pgTable(
  "orders",
  {
    id: text("id").primaryKey(),
    userId: text("user_id")
      .notNull()
      .references(() => users.id),
    status: text("status", { enum: ["paid", "cancelled"] })
      .notNull()
      .default("paid"),
    subtotal: amount("subtotal").notNull(),
    discount: amount("discount").notNull().default(0),
    total: amount("total").notNull(),
    userCouponId: text("user_coupon_id").references(() => userCoupons.id),
    createdAt: instant("created_at").notNull().defaultNow(),
    cancelledAt: instant("cancelled_at"),
    /** How long it stood in line for its products; not known of orders from before it was kept. */
    waitedMs: integer("waited_ms"),
  },
  (t) => [
    check("orders_status_known", sql`${t.status} in ('paid', 'cancelled')`),
    check("orders_subtotal_positive", sql`${t.subtotal} > 0`),
    check("orders_discount_in_range", sql`${t.discount} between 0 and ${t.subtotal}`),
    check("orders_total_adds_up", sql`${t.total} = ${t.subtotal} - ${t.discount}`),
    check("orders_discount_needs_coupon", sql`${t.discount} = 0 or ${t.userCouponId} is not null`),
    check(
      "orders_cancelled_at_fits_status",
      sql`(${t.status} = 'cancelled') = (${t.cancelledAt} is not null)`,
    ),
    // An issued coupon serves one live order; cancelling that order frees it.
    uniqueIndex("orders_one_live_use_of_coupon")
      .on(t.userCouponId)
      .where(sql`${t.status} = 'paid' and ${t.userCouponId} is not null`),
    index("orders_user_coupon_id_idx").on(t.userCouponId).where(sql`${t.userCouponId} is not null`),
    index("orders_user_id_id_idx").on(t.userId, t.id),
    // What staff page through: newest or dearest first, and the few that are cancelled.
    index("orders_created_at_id_idx").on(t.createdAt, t.id),
    index("orders_total_id_idx").on(t.total, t.id),
    index("orders_cancelled_idx").on(t.createdAt, t.id).where(sql`${t.status} = 'cancelled'`),
  ],
);
