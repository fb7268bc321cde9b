import { isCommitUnknown } from "#db/commit-unknown.ts";
import { isOfTheData } from "#db/failures.ts";
import { isLockError, LockTimeoutError } from "#lib/lock/index.ts";
import type { KeyHold } from "#lib/locking/key-hold.ts";
import { type LockTimes, withLocks } from "#lib/locking/locks.ts";
import { watchLine } from "#lib/locking/shared-lock-stats.ts";
import { isStaleToken } from "#lib/locking/stale-token.ts";
import { currentTraces } from "#lib/observability/trace.ts";
import { type Batch, type Entry, isConnected, newBatch, type Progress } from "./batch.ts";
import { addWaitingSpans, tracedAs } from "./batch-spans.ts";
import { bisect } from "./bisect.ts";
import { type Outcomes, refused } from "./outcomes.ts";
import { PlaceReports } from "./place-reports.ts";
import { WaitingLine } from "./waiting-line.ts";

/** How a process groups jobs. */
export interface GroupCommitOptions<Job, Answer> {
  readonly times: LockTimes;
  /** The most jobs in one batch. */
  readonly maxJobs: number;
  /**
   * Does all jobs in one transaction, in their order, while the locks of all their keys are held. The answers wait
   * for the promises that it passes to `afterwards`, the lock does not; they must not reject.
   */
  readonly work: (
    jobs: readonly Job[],
    lock: KeyHold,
    afterwards: (promise: Promise<void>) => void,
  ) => Promise<Outcomes<Answer>>;
}

/** Options of one job. */
export interface SubmitOptions {
  /** Takes the job out of the line. A job that is already being done is finished. */
  readonly signal?: AbortSignal | undefined;
  /** Called a few times a second at most. */
  readonly onProgress?: ((progress: Progress) => void) | undefined;
}

/** How many batches may wait for their lock or work at once; slow ones do not count. */
const MAX_BATCHES = 4;
/** The same limit with slow batches counted; each of those waits for keys of its own. */
const MOST_BATCHES = 256;
/** A batch that takes longer waits for something outside: another process, a row, the database. */
const SLOW_MS = 250;
/** The most keys in one batch. With more, one lock would cover half the shop. */
const MOST_KEYS = 200;

/**
 * Does many jobs under one lock and in one transaction. A job that shares no key with another starts at once, alone.
 * A job that shares one joins the batch that waits for the lock of that key, or waits in line for the batch after it.
 * A batch takes one lock over the keys of all its jobs, does the jobs in the order in which they came, and answers each
 * with its own outcome. Batches of several processes alternate, because the lock is first come, first served.
 *
 * It is the group commit of databases (DeWitt et al., "Implementation Techniques for Main Memory Database
 * Systems", 1984), applied to a lock.
 */
export class GroupCommit<Job, Answer> {
  readonly #line = new WaitingLine<Entry<Job, Answer>>();
  readonly #batches = new Set<Batch<Job, Answer>>();
  #overdue: NodeJS.Timeout | undefined;
  readonly #places = new PlaceReports(() => this.#waiting());

  constructor(private readonly options: GroupCommitOptions<Job, Answer>) {
    watchLine(() => this.#waiting().map(({ keys }) => keys));
  }

  /**
   * Does a job in a batch that holds the locks of its keys.
   * @throws the error that `work` refuses the job with; what `withLocks` throws; the signal's reason when the signal
   *   takes the job out of the line.
   */
  submit(job: Job, keys: readonly string[], { signal, onProgress }: SubmitOptions = {}): Promise<Answer> {
    signal?.throwIfAborted();
    return new Promise((resolve, reject) => {
      const leave = () => {
        if (this.#withdraw(entry)) entry.settle(refused(signal?.reason));
      };
      const entry: Entry<Job, Answer> = {
        job,
        keys,
        isAlone: false,
        deadline: performance.now() + this.options.times.waitMs,
        traces: currentTraces(),
        since: performance.now(),
        onProgress,
        settle: (outcome) => {
          signal?.removeEventListener("abort", leave);
          if (onProgress) this.#places.end();
          if (outcome.status === "fulfilled") resolve(outcome.value);
          else reject(outcome.reason);
        },
      };
      signal?.addEventListener("abort", leave, { once: true });
      this.#admit(entry);
      if (onProgress) this.#places.begin();
    });
  }

  #admit(entry: Entry<Job, Answer>): void {
    const { keys } = entry;
    if (!this.#line.wants(keys)) {
      const meets = this.#awaited().find((batch) => keys.some((key) => batch.keys.has(key)));
      if (meets && meets.entries.length < this.options.maxJobs && keys.every((key) => meets.keys.has(key))) {
        meets.entries.push(entry);
        return;
      }
      if (!meets && this.#hasPlace()) {
        this.#start([entry]);
        return;
      }
    }
    this.#line.add(entry);
    this.#watchOverdue();
  }

  #awaited(): Batch<Job, Answer>[] {
    return [...this.#batches].filter((batch) => batch.awaited);
  }

  #swift(): number {
    let count = 0;
    for (const { isSlow } of this.#batches) if (!isSlow) count += 1;
    return count;
  }

  #hasPlace(): boolean {
    return this.#batches.size < MOST_BATCHES && this.#swift() < MAX_BATCHES;
  }

  /** Starts as many batches as the limits allow. The last of them takes jobs that share no key, too. */
  #startBatches(): void {
    while (this.#line.size > 0 && this.#hasPlace()) {
      const engaged = this.#awaited().flatMap((batch) => [...batch.keys]);
      const mixes = this.#swift() === MAX_BATCHES - 1;
      const group = this.#line.takeGroup(engaged, {
        mostEntries: this.options.maxJobs,
        mostKeys: MOST_KEYS,
        mixes,
      });
      if (group.length === 0) return;
      this.#start(group);
    }
  }

  #start(entries: Entry<Job, Answer>[]): void {
    const batch = newBatch(entries);
    this.#batches.add(batch);
    void this.#run(batch);
  }

  async #run(batch: Batch<Job, Answer>): Promise<void> {
    const { times, work } = this.options;
    const left = (batch.entries[0]?.deadline ?? 0) - performance.now();
    const afterwards: Promise<void>[] = [];
    const slow = setTimeout(() => this.#letOthersPass(batch), SLOW_MS);
    try {
      const keys = [...batch.keys];
      const options = { ...times, waitMs: Math.max(1, left), signal: batch.left.signal };
      const underLocks = async (lock: KeyHold) => {
        this.#begin(batch);
        const jobs = batch.entries.map(({ job }) => job);
        const workOn = (some: readonly Job[]) => work(some, lock, (promise) => void afterwards.push(promise));
        return jobs.length > 0 ? bisect(jobs, workOn, isFatal) : [];
      };
      const outcomes = await tracedAs(batch, () => withLocks(keys, options, underLocks));
      await Promise.all(afterwards);
      for (const [index, entry] of batch.entries.entries()) {
        entry.settle(outcomes[index] ?? refused(new Error("a job without an outcome")));
      }
    } catch (error) {
      this.#fail(batch, error);
    } finally {
      clearTimeout(slow);
      this.#batches.delete(batch);
      this.#startBatches();
    }
  }

  /**
   * A slow batch must not delay jobs with other keys. If it still waits and mixes unrelated keys, it is split: then only
   * the jobs that need the blocked key go on waiting.
   */
  #letOthersPass(batch: Batch<Job, Answer>): void {
    batch.isSlow = true;
    if (batch.awaited && !isConnected(batch.entries)) batch.left.abort(new SplitBatchError());
    this.#startBatches();
  }

  #begin(batch: Batch<Job, Answer>): void {
    batch.awaited = false;
    for (const { onProgress } of batch.entries) onProgress?.({ state: "working" });
    addWaitingSpans(batch);
    // The next batch queues for the lock while this one works.
    this.#startBatches();
  }

  /** A batch failed before it did anything: jobs that can still wait go back to the head of the line. */
  #fail({ entries }: Batch<Job, Answer>, reason: unknown): void {
    const isSplit = reason instanceof SplitBatchError;
    const canWait = ({ deadline }: Entry<Job, Answer>) =>
      (isSplit || isLockError(reason, "LOCK_TIMEOUT")) && deadline > performance.now() + 1;
    if (isSplit) for (const entry of entries) entry.isAlone = true;
    for (const entry of entries) {
      if (canWait(entry)) continue;
      entry.settle(
        refused(isSplit ? new LockTimeoutError(entry.keys, this.options.times.waitMs, 1, null) : reason),
      );
    }
    this.#line.putBack(entries.filter(canWait));
    this.#watchOverdue();
  }

  /** Takes an entry out of the line, or out of a batch that still waits; false when it is already being done. */
  #withdraw(entry: Entry<Job, Answer>): boolean {
    if (this.#line.remove(entry)) return true;
    const batch = this.#awaited().find(({ entries }) => entries.includes(entry));
    if (!batch) return false;
    batch.entries = batch.entries.filter((other) => other !== entry);
    return true;
  }

  /** Refuses entries whose deadline has passed. One timer is enough: the head of the line has waited longest. */
  #watchOverdue(): void {
    if (this.#overdue) return;
    const [head] = this.#line;
    if (!head) return;
    const expire = () => {
      this.#overdue = undefined;
      for (const [index, entry] of [...this.#line].entries()) {
        if (entry.deadline > performance.now()) break;
        this.#line.remove(entry);
        const { waitMs } = this.options.times;
        entry.settle(refused(new LockTimeoutError(entry.keys, waitMs, index + 1, null)));
      }
      this.#watchOverdue();
    };
    this.#overdue = setTimeout(expire, Math.max(1, head.deadline - performance.now())).unref();
  }

  /** All that wait, in the order in which they will be served. */
  #waiting(): Entry<Job, Answer>[] {
    return [...this.#awaited().flatMap(({ entries }) => entries), ...this.#line];
  }
}

/** A batch was split: it waited for a key that not all of its jobs need. */
class SplitBatchError extends Error {
  override readonly name = "SplitBatchError";
}

/** Whether smaller batches would fail in the same way: the lock is lost or stale, or the database itself failed. */
function isFatal(error: unknown): boolean {
  if (isStaleToken(error) || isLockError(error, "LOCK_LOST")) return true;
  return isCommitUnknown(error) || !isOfTheData(error);
}
