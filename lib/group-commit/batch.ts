import type { Trace } from "#lib/observability/trace.ts";

/** Where a job is: in line, at a place of which 1 is next, or in a batch that works. */
export type Progress = { readonly state: "waiting"; readonly place: number } | { readonly state: "working" };

/** A job that was handed in and has no answer yet. */
export interface Entry<Job, Answer> {
  readonly job: Job;
  readonly keys: readonly string[];
  /** Its batch was split because it mixed unrelated keys: it goes only with jobs that share a key with it. */
  isAlone: boolean;
  readonly deadline: number;
  /** The requests that the job belongs to. */
  readonly traces: readonly Trace[];
  readonly since: number;
  readonly onProgress: ((progress: Progress) => void) | undefined;
  readonly settle: (outcome: PromiseSettledResult<Answer>) => void;
}

/** Jobs that share one lock and one transaction. */
export interface Batch<Job, Answer> {
  readonly keys: Set<string>;
  entries: Entry<Job, Answer>[];
  /** It still waits for its lock: a job whose keys are all among its keys can join. */
  awaited: boolean;
  /** It waits or works longer than batches usually do, and no longer counts against `MAX_BATCHES`. */
  isSlow: boolean;
  readonly left: AbortController;
  readonly startedAt: number;
}

/** A new batch of entries, which waits for its lock. */
export const newBatch = <Job, Answer>(entries: Entry<Job, Answer>[]): Batch<Job, Answer> => ({
  keys: new Set(entries.flatMap(({ keys }) => keys)),
  entries,
  awaited: true,
  isSlow: false,
  left: new AbortController(),
  startedAt: performance.now(),
});

/** Whether each entry shares a key with those before it. */
export function isConnected(entries: readonly { readonly keys: readonly string[] }[]): boolean {
  const keys = new Set(entries[0]?.keys);
  return entries.every((entry) => {
    const meets = entry.keys.some((key) => keys.has(key));
    for (const key of entry.keys) keys.add(key);
    return meets;
  });
}
