import { desc, eq, getTableColumns, inArray, sql } from "drizzle-orm";
import { db, writeDb } from "#db/client.ts";
import { newRushId } from "#db/rush-rows.ts";
import { rushRuns, users } from "#db/schema/index.ts";
import { writeTransaction } from "#db/write-transaction.ts";
import { writeAuditLog } from "#lib/audit-log/write-audit-log.ts";
import { DomainError } from "#lib/errors.ts";
import { cleanUp } from "./clean-up.ts";
import { isRushOn } from "./is-rush-on.ts";
import { type RushProgress, RushRun, RushRuns, RushSettings, type RushVerdict } from "./schema.ts";

/** A run whose process was silent for so long has lost it. */
const SILENT_SECONDS = 15;
/** So many runs are kept, and shown. */
const KEPT = 50;

const isDead = sql<boolean>`${rushRuns.state} = 'running' and ${rushRuns.heardAt} < now() - make_interval(secs => ${SILENT_SECONDS})`;
const NOTHING: RushProgress = { phase: "preparing", done: 0, total: 0, points: [] };
const DIED = "Its process died.";

/**
 * Enters a new run, which its process then carries out.
 * @throws DomainError RUSH_RUNNING while another one runs.
 */
export async function enterRun(actorId: string | null, settings: RushSettings): Promise<string> {
  await failDeadRuns();
  const id = newRushId();
  const total = settings.shoppers * settings.times;
  await writeTransaction(async (tx) => {
    const progress = { ...NOTHING, total };
    const entered = await tx
      .insert(rushRuns)
      .values({ id, actorId, settings, progress })
      .onConflictDoNothing()
      .returning({ id: rushRuns.id });
    if (entered.length === 0)
      throw new DomainError("RUSH_RUNNING", "Another rush runs. Wait for its end, or cancel it.");
    if (actorId)
      await writeAuditLog(tx, { actorId, action: "rush.start", target: id, detail: { ...settings } });
    const old = tx.select({ id: rushRuns.id }).from(rushRuns).orderBy(desc(rushRuns.createdAt)).offset(KEPT);
    await tx.delete(rushRuns).where(inArray(rushRuns.id, old));
  });
  return id;
}

/** Ends runs whose process has died, and takes away what they left. */
async function failDeadRuns(): Promise<void> {
  const dead = await db().select().from(rushRuns).where(isDead);
  for (const { id, settings } of dead) {
    await cleanUp(id, RushSettings.parse(settings));
    await endRun(id, { state: "failed", failure: DIED });
  }
}

/** Writes down how far a run is. Answers whether somebody wants it to stop. */
export async function keepProgress(id: string, progress: RushProgress): Promise<boolean> {
  const [row] = await writeDb()
    .update(rushRuns)
    .set({ progress, heardAt: sql`now()` })
    .where(eq(rushRuns.id, id))
    .returning({ cancelAskedAt: rushRuns.cancelAskedAt });
  return row === undefined || row.cancelAskedAt !== null;
}

/** How a run ended. */
interface RunEnd {
  readonly state: "done" | "cancelled" | "failed";
  readonly verdict?: RushVerdict;
  readonly failure?: string;
}

/** Writes down how a run ended. */
export async function endRun(id: string, end: RunEnd): Promise<void> {
  await writeDb()
    .update(rushRuns)
    .set({ ...end, endedAt: sql`now()` })
    .where(eq(rushRuns.id, id));
}

/**
 * Asks a run to stop; its process sees that within a second, judges what was done, and cleans up.
 * @throws DomainError NOT_FOUND
 */
export async function cancelRun(actorId: string, id: string): Promise<RushRun> {
  await writeTransaction(async (tx) => {
    const asked = await tx
      .update(rushRuns)
      .set({ cancelAskedAt: sql`coalesce(${rushRuns.cancelAskedAt}, now())` })
      .where(eq(rushRuns.id, id))
      .returning({ id: rushRuns.id });
    if (asked.length > 0) await writeAuditLog(tx, { actorId, action: "rush.cancel", target: id });
  });
  return getRun(id);
}

const { heardAt: _inner, ...shown } = getTableColumns(rushRuns);
const runs = () =>
  db()
    .select({ ...shown, isDead, startedBy: users.name })
    .from(rushRuns)
    .leftJoin(users, eq(users.id, rushRuns.actorId));

/**
 * One run, with its charts.
 * @throws DomainError NOT_FOUND
 */
export async function getRun(id: string): Promise<RushRun> {
  const [row] = await runs().where(eq(rushRuns.id, id));
  if (!row) throw new DomainError("NOT_FOUND", "There is no such rush.");
  return toRun(row);
}

/** The kept runs, the newest first. */
export async function listRuns(): Promise<RushRuns> {
  const rows = await runs().orderBy(desc(rushRuns.createdAt), desc(rushRuns.id)).limit(KEPT);
  return RushRuns.parse({ isOn: isRushOn(), items: rows.map(toRun) });
}

function toRun(row: Awaited<ReturnType<typeof runs>>[number]): RushRun {
  const { cancelAskedAt, createdAt, endedAt, isDead: died, actorId: _who, ...facts } = row;
  return RushRun.parse({
    ...facts,
    ...(died ? { state: "failed", failure: DIED } : {}),
    isCancelling: facts.state === "running" && cancelAskedAt !== null,
    createdAt: createdAt.toISOString(),
    endedAt: endedAt?.toISOString() ?? null,
  });
}

/**
 * Deletes a run that is over, and what it has kept.
 * @throws DomainError NOT_FOUND; RUSH_RUNNING while it runs.
 */
export async function deleteRun(actorId: string, id: string): Promise<void> {
  const { state, settings } = await getRun(id);
  if (state === "running") throw new DomainError("RUSH_RUNNING", "It still runs. Cancel it first.");
  await cleanUp(id, settings);
  await writeTransaction(async (tx) => {
    await tx.delete(rushRuns).where(eq(rushRuns.id, id));
    await writeAuditLog(tx, { actorId, action: "rush.delete", target: id });
  });
}
