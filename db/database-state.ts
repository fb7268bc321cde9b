import { setImmediate as nextTurn } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { outcomeDb } from "./client.ts";
import { known } from "./connection-news.ts";

/** So long an answer of the database is good for everybody. */
const FRESH_MS = 250;
/** The longest that anybody waits to hear whether it is there. */
const ANSWERS_WITHIN_MS = 1_000;

/** This process can't reach the database: work that would hold a lock meanwhile is refused before it begins. */
class DatabaseAwayError extends Error {
  override readonly name = "DatabaseAwayError";
  /** Known as what the driver says of a lost connection. */
  readonly code = "CONNECTION_AWAY";

  constructor() {
    super("the database does not answer");
  }
}

/**
 * Ends work that needs the database before it begins, while that is away for this process. It is asked only after a
 * write has failed, and until it has answered once: where all is well this costs nothing.
 * @throws DatabaseAwayError
 */
export async function requireDatabase(): Promise<void> {
  const { failedAt, answeredAt } = known();
  if (failedAt > answeredAt && !(await isDatabaseUp())) throw new DatabaseAwayError();
}

/**
 * Whether the database answers reads. All callers of one moment share one query, and its answer is good for a
 * quarter of a second, unless a connection is lost meanwhile.
 */
export async function isDatabaseUp(): Promise<boolean> {
  const state = known();
  const isFresh = state.answeredAt > state.lostAt && performance.now() - state.answeredAt < FRESH_MS;
  if (isFresh) return true;
  state.asking ??= ask().finally(() => {
    state.asking = null;
  });
  return state.asking;
}

async function ask(): Promise<boolean> {
  const askedAt = performance.now();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    // Where the process itself was held up, the answer is there and has only not been read.
    timer = setTimeout(
      () =>
        void nextTurn()
          .then(() => nextTurn())
          .then(() => resolve(false)),
      ANSWERS_WITHIN_MS,
    );
  });
  // Not over the pool of the pages: where all its connections are at work the database is busy, not away.
  const answer = outcomeDb()
    .execute(sql`select 1`)
    .then(
      () => true,
      () => false,
    );
  const isUp = await Promise.race([answer, late]);
  clearTimeout(timer);
  if (isUp) known().answeredAt = askedAt;
  return isUp;
}
