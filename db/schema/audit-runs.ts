import { bigint, boolean, index, integer, jsonb, pgTable, text } from "drizzle-orm/pg-core";
import { instant } from "./columns.ts";
import { users } from "./users.ts";

/** What an audit that staff asked for has found: the checks with their violations, as they were answered. */
export const auditRuns = pgTable(
  "audit_runs",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    actorId: text("actor_id")
      .notNull()
      .references(() => users.id),
    ok: boolean("ok").notNull(),
    tookMs: integer("took_ms").notNull(),
    report: jsonb("report").$type<Record<string, unknown>>().notNull(),
    ranAt: instant("ran_at").notNull().defaultNow(),
  },
  (t) => [index("audit_runs_ran_at_idx").on(t.ranAt)],
);
