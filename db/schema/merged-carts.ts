import { index, pgTable, text } from "drizzle-orm/pg-core";
import { instant } from "./columns.ts";
import { users } from "./users.ts";

/** The carts of guests that went into an account's. A guest's cart goes in once, however often that is asked. */
export const mergedCarts = pgTable(
  "merged_carts",
  {
    id: text("id").primaryKey(),
    userId: text("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    mergedAt: instant("merged_at").notNull().defaultNow(),
  },
  (t) => [index("merged_carts_merged_at_idx").on(t.mergedAt)],
);
