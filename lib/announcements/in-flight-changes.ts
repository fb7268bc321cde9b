import type { Topic } from "#lib/page-tags/topics.ts";

/** A transaction ends much sooner than this; one that has not may never be told of. */
const OVERDUE_MS = 250;
/** PostgreSQL has ended it by now, whatever became of its process (`STATEMENT_TIMEOUT_MS` in `db/client.ts`). */
const FORGOTTEN_MS = 20_000;

interface Change {
  readonly topics: readonly Topic[];
  readonly since: number;
}

/** Transactions of all processes that were told of and have not ended, so that a process's death hides no commit. */
export class InFlightChanges {
  readonly #changes = new Map<string, Change>();

  begin(id: string, topics: readonly Topic[]): void {
    this.#changes.set(id, { topics, since: performance.now() });
  }

  end(ids: Iterable<string>): void {
    for (const id of ids) this.#changes.delete(id);
  }

  /** What may have changed by now with nobody left to say so. */
  overdue(): ReadonlySet<Topic> {
    const now = performance.now();
    const topics = new Set<Topic>();
    for (const [id, change] of this.#changes) {
      // They are in the order of their beginning.
      if (now - change.since < OVERDUE_MS) break;
      for (const topic of change.topics) topics.add(topic);
      if (now - change.since > FORGOTTEN_MS) this.#changes.delete(id);
    }
    return topics;
  }
}
