import { sql } from "drizzle-orm";
import { check, index, pgTable, text } from "drizzle-orm/pg-core";
import { amount, instant, version } from "./columns.ts";

/** The rule of a coupon: what it takes off, from which sum, and when it can be claimed and used. */
export const coupons = pgTable(
  "coupons",
  {
    id: text("id").primaryKey(),
    name: text("name").notNull(),
    nameKo: text("name_ko"),
    discountType: text("discount_type", { enum: ["fixed", "percent"] }).notNull(),
    discountValue: amount("discount_value").notNull(),
    maxDiscount: amount("max_discount"),
    minOrder: amount("min_order").notNull().default(0),
    startsAt: instant("starts_at").notNull(),
    endsAt: instant("ends_at").notNull(),
    archivedAt: instant("archived_at"),
    version: version(),
    createdAt: instant("created_at").notNull().defaultNow(),
    updatedAt: instant("updated_at").notNull().defaultNow(),
  },
  (t) => [
    check("coupons_discount_type_known", sql`${t.discountType} in ('fixed', 'percent')`),
    check(
      "coupons_discount_value_in_range",
      sql`${t.discountValue} > 0 and (${t.discountType} = 'fixed' or ${t.discountValue} <= 100)`,
    ),
    check("coupons_max_discount_positive", sql`${t.maxDiscount} is null or ${t.maxDiscount} > 0`),
    check("coupons_min_order_not_negative", sql`${t.minOrder} >= 0`),
    check("coupons_window_in_order", sql`${t.startsAt} < ${t.endsAt}`),
    index("coupons_ends_at_idx").on(t.endsAt),
  ],
);
