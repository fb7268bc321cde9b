import { sql } from "drizzle-orm";
import { db } from "#db/client.ts";
import { readiness } from "./readiness.ts";

/** So many can read at once from the first moment on. */
const READERS = 3;

/**
 * Opens what the first callers of a new process would wait for: connections for reads, for a write and for the lock,
 * and the code that runs on them. Takes a second at most and never fails: what is away now is opened when it is asked.
 */
export async function warmUp(): Promise<void> {
  const reads = Array.from({ length: READERS }, () => db().execute(sql`select 1`));
  const late = new Promise((resolve) => setTimeout(resolve, 1_000).unref());
  await Promise.race([Promise.allSettled([readiness(), ...reads]), late]);
}
