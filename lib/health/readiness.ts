import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { writeDb } from "#db/client.ts";
import { verifications } from "#db/schema/index.ts";
import { locks } from "#lib/locking/locks.ts";
import { redis } from "#lib/redis/client.ts";

const WITHIN_MS = 1_000;

type State = "up" | "down";

/** Whether the shop can sell, and what it stands on: `degraded` without Redis or the lock, `down` without PostgreSQL. */
interface Readiness {
  readonly status: "ok" | "degraded" | "down";
  readonly postgres: State;
  readonly redis: State;
  readonly lock: State;
}

/** Asks for what selling needs, each within a second: a write where orders are written, a lock as orders take it. */
export async function readiness(): Promise<Readiness> {
  const [postgres, redisState, lock] = await Promise.all([
    answers(tryWrite),
    answers(() => redis().ping()),
    answers(tryLock),
  ]);
  const status = postgres === "down" ? "down" : redisState === "down" || lock === "down" ? "degraded" : "ok";
  return { status, postgres, redis: redisState, lock };
}

class LookOverError extends Error {}

/** Writes a row and takes it back: a read-only server, a full disk or a hung pool can't. */
async function tryWrite(): Promise<void> {
  const look = writeDb().transaction(async (tx) => {
    const row = { id: `ready-${randomUUID()}`, identifier: "ready", value: "", expiresAt: sql`now()` };
    await tx.insert(verifications).values(row);
    throw new LookOverError();
  });
  await look.catch((error: unknown) => {
    if (!(error instanceof LookOverError)) throw error;
  });
}

/** By the lock's own connection and scripts: Redis may answer, and refuse to write or to run them. */
async function tryLock(): Promise<void> {
  const lock = await locks().tryAcquire(`ready:${randomUUID()}`, { leaseMs: WITHIN_MS });
  await lock?.release();
}

async function answers(ask: () => PromiseLike<unknown>): Promise<State> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<State>((resolve) => {
    timer = setTimeout(() => resolve("down"), WITHIN_MS);
  });
  const asked = Promise.resolve(ask()).then(
    (): State => "up",
    (): State => "down",
  );
  const state = await Promise.race([asked, late]);
  clearTimeout(timer);
  return state;
}
