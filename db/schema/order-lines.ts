import { sql } from "drizzle-orm";
import { check, integer, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { amount } from "./columns.ts";
import { orders } from "./orders.ts";
import { products } from "./products.ts";

/** One product of an order, with the name and price that it had when it was sold. */
export const orderLines = pgTable(
  "order_lines",
  {
    orderId: text("order_id")
      .notNull()
      .references(() => orders.id),
    lineNo: integer("line_no").notNull(),
    productId: text("product_id")
      .notNull()
      .references(() => products.id),
    name: text("name").notNull(),
    nameKo: text("name_ko"),
    quantity: integer("quantity").notNull(),
    unitPrice: amount("unit_price").notNull(),
    lineTotal: amount("line_total").notNull(),
  },
  (t) => [
    primaryKey({ name: "order_lines_pkey", columns: [t.orderId, t.productId] }),
    check("order_lines_quantity_positive", sql`${t.quantity} > 0`),
    check("order_lines_unit_price_positive", sql`${t.unitPrice} > 0`),
    check("order_lines_total_adds_up", sql`${t.lineTotal} = ${t.unitPrice} * ${t.quantity}`),
  ],
);
