import { sql } from "drizzle-orm";
import { check, integer, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { instant } from "./columns.ts";
import { products } from "./products.ts";
import { users } from "./users.ts";

/** What a signed-in shopper has put aside to buy. It reserves nothing: stock is taken when an order is placed. */
export const cartLines = pgTable(
  "cart_lines",
  {
    userId: text("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    productId: text("product_id")
      .notNull()
      .references(() => products.id, { onDelete: "cascade" }),
    quantity: integer("quantity").notNull(),
    addedAt: instant("added_at").notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ name: "cart_lines_pkey", columns: [t.userId, t.productId] }),
    check("cart_lines_quantity_in_range", sql`${t.quantity} between 1 and 1000`),
  ],
);
