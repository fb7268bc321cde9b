import { sql } from "drizzle-orm";
import { boolean, check, pgTable, text } from "drizzle-orm/pg-core";
import { instant } from "./columns.ts";

/** Who can sign in. The columns up to `updated_at` are better-auth's; `role` and `search_text` are ours. */
export const users = pgTable(
  "users",
  {
    id: text("id").primaryKey(),
    name: text("name").notNull(),
    email: text("email").notNull().unique("users_email_unique"),
    emailVerified: boolean("email_verified").notNull().default(false),
    image: text("image"),
    role: text("role", { enum: ["shopper", "admin"] })
      .notNull()
      .default("shopper"),
    createdAt: instant("created_at").notNull().defaultNow(),
    updatedAt: instant("updated_at").notNull().defaultNow(),
    searchText: text("search_text").generatedAlwaysAs(sql`fold_for_search(name || E'\\n' || email)`),
  },
  (t) => [check("users_role_known", sql`${t.role} in ('shopper', 'admin')`)],
);
