import { sql } from "drizzle-orm";
import { boolean, check, index, pgTable, text } from "drizzle-orm/pg-core";
import { instant } from "./columns.ts";

/**
 * The people that can sign in. The columns up to `updated_at` are better-auth's; `role`, `signs_in_by`, the ban and
 * `search_text` are ours.
 */
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
    /** How its owner comes in: a load tool's shoppers and the seeded crowd have no way but the sessions they are given. */
    signsInBy: text("signs_in_by", { enum: ["password", "demo", "nothing"] })
      .notNull()
      .default("password"),
    /** Since when a banned person can't sign in, and why: every session ended then. */
    bannedAt: instant("banned_at"),
    banReason: text("ban_reason"),
    createdAt: instant("created_at").notNull().defaultNow(),
    updatedAt: instant("updated_at").notNull().defaultNow(),
    searchText: text("search_text").generatedAlwaysAs(sql`fold_for_search(name || E'\\n' || email)`),
  },
  (t) => [
    check("users_role_known", sql`${t.role} in ('shopper', 'admin')`),
    check("users_signs_in_by_known", sql`${t.signsInBy} in ('password', 'demo', 'nothing')`),
    check("users_ban_has_reason", sql`(${t.bannedAt} is null) = (${t.banReason} is null)`),
    index("users_created_at_id_idx").on(t.createdAt, t.id),
    index("users_name_id_idx").on(t.name, t.id),
    // Few are one or the other: a list of them reads only them.
    index("users_admins_idx").on(t.createdAt, t.id).where(sql`${t.role} = 'admin'`),
    index("users_banned_idx").on(t.createdAt, t.id).where(sql`${t.bannedAt} is not null`),
  ],
);
