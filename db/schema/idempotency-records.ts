import { sql } from "drizzle-orm";
import { check, index, integer, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { instant } from "./columns.ts";
import { users } from "./users.ts";

/**
 * The answer to a request that carried an Idempotency-Key, committed together with its work: a row
 * exists exactly when the work is done. `body` is text, so that a replay is the same to the byte.
 */
export const idempotencyRecords = pgTable(
  "idempotency_records",
  {
    userId: text("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    route: text("route").notNull(),
    key: text("key").notNull(),
    requestHash: text("request_hash").notNull(),
    status: integer("status").notNull(),
    body: text("body").notNull(),
    createdAt: instant("created_at").notNull().defaultNow(),
    expiresAt: instant("expires_at").notNull().default(sql`now() + interval '24 hours'`),
  },
  (t) => [
    primaryKey({ name: "idempotency_records_pkey", columns: [t.userId, t.route, t.key] }),
    check("idempotency_records_success_only", sql`${t.status} between 200 and 299`),
    index("idempotency_records_expires_at_idx").on(t.expiresAt),
  ],
);
