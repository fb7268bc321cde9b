import { sql } from "drizzle-orm";
import { check, integer, pgTable, text } from "drizzle-orm/pg-core";
import { fence } from "./columns.ts";

/**
 * What is left of a product: the row that a rush meets on. It is narrow, and no foreign key points at
 * it or from it: the key-share locks of order lines on a hot row cost two thirds of the throughput.
 * That every product has its row, and no row lacks its product, is checked by the audit.
 */
export const productStock = pgTable(
  "product_stock",
  {
    productId: text("product_id").primaryKey(),
    quantity: integer("quantity").notNull(),
    fence: fence(),
  },
  (t) => [
    check("product_stock_not_negative", sql`${t.quantity} >= 0`),
    check("product_stock_fence_not_negative", sql`${t.fence} >= 0`),
  ],
);
