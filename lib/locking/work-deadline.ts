import { CommitUnknownError } from "#db/commit-unknown.ts";
import { DEADLINES } from "#db/deadlines.ts";

/**
 * Ends the wait for work under a lock when its deadline has passed: the lock is then given back, and its lease no
 * longer renewed. The work's own transaction has ended long before; if it has not, nobody can tell what it did.
 * @throws CommitUnknownError when the deadline passes first.
 */
export async function withinWorkDeadline<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      const cause = new Error(`the work under a lock was not done within ${DEADLINES.work} ms`);
      reject(new CommitUnknownError({ cause }));
    }, DEADLINES.work);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
