import { sql } from "drizzle-orm";
import { check, integer, pgTable, text } from "drizzle-orm/pg-core";
import { fence } from "./columns.ts";

/**
 * How many of a coupon there are and how many are issued: the row that a rush of claims meets on,
 * narrow and without foreign keys for the reason in `product-stock.ts`.
 */
export const couponStock = pgTable(
  "coupon_stock",
  {
    couponId: text("coupon_id").primaryKey(),
    quantity: integer("quantity").notNull(),
    issued: integer("issued").notNull().default(0),
    fence: fence(),
  },
  (t) => [
    check("coupon_stock_issued_within_quantity", sql`${t.issued} between 0 and ${t.quantity}`),
    check("coupon_stock_fence_not_negative", sql`${t.fence} >= 0`),
  ],
);
