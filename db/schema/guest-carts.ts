import { index, jsonb, pgTable, text } from "drizzle-orm/pg-core";
import { instant } from "./columns.ts";

/**
 * What guests have in their carts, by the name that their browser's cookie holds: two tabs that change a cart at the
 * same moment change one row. The cookie repeats the lines for the head of pages; where they differ, the row is right.
 */
export const guestCarts = pgTable(
  "guest_carts",
  {
    id: text("id").primaryKey(),
    lines: jsonb("lines").$type<{ productId: string; quantity: number }[]>().notNull(),
    changedAt: instant("changed_at").notNull().defaultNow(),
  },
  (t) => [index("guest_carts_changed_at_idx").on(t.changedAt)],
);
