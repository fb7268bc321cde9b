import { desc, eq } from "drizzle-orm";
import { db, writeDb } from "#db/client.ts";
import { auditRuns, users } from "#db/schema/index.ts";
import { runAudit } from "./run-audit.ts";
import { AuditRun } from "./schema.ts";

/** Checks every promise of the database, and keeps what was found. */
export async function runAndKeep(actor: { readonly id: string; readonly email: string }): Promise<AuditRun> {
  const begun = performance.now();
  const report = await runAudit();
  const tookMs = Math.round(performance.now() - begun);
  const [row] = await writeDb()
    .insert(auditRuns)
    .values({ actorId: actor.id, ok: report.ok, tookMs, report })
    .returning({ ranAt: auditRuns.ranAt });
  if (!row) throw new Error("a run that was just kept is not there");
  return AuditRun.parse({ ...report, tookMs, actor: actor.email, ranAt: row.ranAt.toISOString() });
}

/** What the last audit has found, or null where nobody asked for one. */
export async function lastRun(): Promise<AuditRun | null> {
  const [row] = await db()
    .select({ run: auditRuns, actor: users.email })
    .from(auditRuns)
    .innerJoin(users, eq(users.id, auditRuns.actorId))
    .orderBy(desc(auditRuns.ranAt))
    .limit(1);
  if (!row) return null;
  const { report, tookMs, ranAt } = row.run;
  return AuditRun.parse({ ...report, tookMs, actor: row.actor, ranAt: ranAt.toISOString() });
}
