import { index, pgTable, text } from "drizzle-orm/pg-core";
import { instant } from "./columns.ts";
import { orders } from "./orders.ts";

/** The orders that were taken out of their shopper's cart. It is done once an order, however often that is asked. */
export const boughtCarts = pgTable(
  "bought_carts",
  {
    orderId: text("order_id")
      .primaryKey()
      .references(() => orders.id),
    takenAt: instant("taken_at").notNull().defaultNow(),
  },
  (t) => [index("bought_carts_taken_at_idx").on(t.takenAt)],
);
