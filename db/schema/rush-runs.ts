import { sql } from "drizzle-orm";
import { check, index, jsonb, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { instant } from "./columns.ts";
import { users } from "./users.ts";

/**
 * A simulated rush: what was asked for, what it measured so far, and what the auditor found. Its own process writes
 * the row while it runs; what it made in other tables is named by the run's id and deleted at its end.
 */
export const rushRuns = pgTable(
  "rush_runs",
  {
    id: text("id").primaryKey(),
    /** The admin who started it; nobody for one that was started from a terminal. */
    actorId: text("actor_id").references(() => users.id),
    settings: jsonb("settings").notNull(),
    state: text("state", { enum: ["running", "done", "cancelled", "failed"] })
      .notNull()
      .default("running"),
    progress: jsonb("progress").notNull(),
    verdict: jsonb("verdict"),
    failure: text("failure"),
    /** Somebody wants it to stop; its process sees that within a second. */
    cancelAskedAt: instant("cancel_asked_at"),
    /** The last sign of life of its process. */
    heardAt: instant("heard_at").notNull().defaultNow(),
    createdAt: instant("created_at").notNull().defaultNow(),
    endedAt: instant("ended_at"),
  },
  (t) => [
    check("rush_runs_state_known", sql`${t.state} in ('running', 'done', 'cancelled', 'failed')`),
    check("rush_runs_ended_at_fits_state", sql`(${t.state} = 'running') = (${t.endedAt} is null)`),
    // Two at once would measure each other.
    uniqueIndex("rush_runs_one_at_a_time").on(t.state).where(sql`${t.state} = 'running'`),
    index("rush_runs_created_at_idx").on(t.createdAt),
  ],
);
