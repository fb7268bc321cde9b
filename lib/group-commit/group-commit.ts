import { isCommitUnknown } from "#db/commit-unknown.ts";
import { isOfTheData } from "#db/failures.ts";
import { isLockError, LockTimeoutError } from "#lib/lock/index.ts";
import type { KeyHold } from "#lib/locking/key-hold.ts";
import { type LockTimes, withLocks } from "#lib/locking/locks.ts";
import { watchLine } from "#lib/locking/shared-lock-stats.ts";
import { isStaleToken } from "#lib/locking/stale-token.ts";
import { addSpan, currentTraces, type Trace, withinAll } from "#lib/observability/trace.ts";
import { bisect } from "./bisect.ts";
import { type Outcomes, refused } from "./outcomes.ts";
import { WaitingLine } from "./waiting-line.ts";

/** Where a job stands: in line, at a place of which 1 is next, or being done. */
export type Progress = { readonly state: "waiting"; readonly place: number } | { readonly state: "working" };

/** How a process groups jobs. */
export interface GroupCommitOptions<Job, Answer> {
  readonly times: LockTimes;
  /** The most jobs in one batch. */
  readonly maxJobs: number;
  /**
   * Does all jobs in one transaction, in their order, as the holder of the locks of all their keys. What it
   * hands to `afterwards` must not reject: the answers wait for it, the lock does not.
   */
  readonly work: (
    jobs: readonly Job[],
    lock: KeyHold,
    afterwards: (telling: Promise<void>) => void,
  ) => Promise<Outcomes<Answer>>;
}

/** How one job is handed in. */
export interface SubmitOptions {
  /** Leaves the line; what is being done already is done. */
  readonly signal?: AbortSignal | undefined;
  /** Told at most some times a second. */
  readonly onProgress?: ((progress: Progress) => void) | undefined;
}

interface Entry<Job, Answer> {
  readonly job: Job;
  readonly keys: readonly string[];
  /** Was in a group that had to wait for a lock that others of the group did not want. */
  isAlone: boolean;
  readonly deadline: number;
  /** The request that the job is of, and when it came. */
  readonly traces: readonly Trace[];
  readonly since: number;
  readonly onProgress: SubmitOptions["onProgress"];
  readonly settle: (outcome: PromiseSettledResult<Answer>) => void;
}

interface Batch<Job, Answer> {
  readonly keys: Set<string>;
  entries: Entry<Job, Answer>[];
  /** Still waiting for its lock: who needs nothing beyond its keys can join. */
  awaited: boolean;
  /** Waits or works for longer than a batch does: it holds no place of the others. */
  isSlow: boolean;
  readonly left: AbortController;
  readonly startedAt: number;
}

/** Batches at once, those that wait for their lock included; not counting those that are slow. */
const MAX_BATCHES = 4;
/** The same with the slow ones, each of which waits on keys of its own. */
const MOST_BATCHES = 256;
/** A batch that takes longer waits for somebody outside: another process, a row, the database. */
const SLOW_MS = 250;
/** More would make one lock of half the shop. */
const MOST_KEYS = 200;
const TELL_PLACES_MS = 250;

/**
 * One lock turn for many jobs. A job that meets nobody goes at once and alone. Jobs that meet others on a key
 * join the turn that this process awaits there, or wait for the one after it: each turn takes one lock over the
 * keys of its jobs, does all of them in one transaction in the order of coming, and answers each with its own
 * outcome. Turns of several processes alternate, as the lock serves first come, first served.
 *
 * It is the group commit of databases (DeWitt et al., "Implementation Techniques for Main Memory Database
 * Systems", 1984), brought to the lock.
 */
export class GroupCommit<Job, Answer> {
  readonly #line = new WaitingLine<Entry<Job, Answer>>();
  readonly #batches = new Set<Batch<Job, Answer>>();
  #overdue: NodeJS.Timeout | undefined;
  #tellingPlaces: NodeJS.Timeout | undefined;
  #watched = 0;

  constructor(private readonly options: GroupCommitOptions<Job, Answer>) {
    watchLine(() => this.#waiting().map(({ keys }) => keys));
  }

  /**
   * Does a job in turn on its keys.
   * @throws what `work` refuses it with; what `withLocks` throws; the signal's reason when it leaves the line.
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
          if (onProgress) this.#watched -= 1;
          if (outcome.status === "fulfilled") resolve(outcome.value);
          else reject(outcome.reason);
        },
      };
      signal?.addEventListener("abort", leave, { once: true });
      if (onProgress) this.#watched += 1;
      this.#admit(entry);
      this.#tellPlacesSoon(0);
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

  /** Starts as many batches as there may be. The last one of them takes whoever it can. */
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
    const batch = {
      keys: new Set(entries.flatMap(({ keys }) => keys)),
      entries,
      awaited: true,
      isSlow: false,
      left: new AbortController(),
      startedAt: performance.now(),
    };
    this.#batches.add(batch);
    void this.#run(batch);
  }

  async #run(batch: Batch<Job, Answer>): Promise<void> {
    const { times, work } = this.options;
    const left = (batch.entries[0]?.deadline ?? 0) - performance.now();
    const telling: Promise<void>[] = [];
    const slow = setTimeout(() => this.#passBy(batch), SLOW_MS);
    try {
      const keys = [...batch.keys];
      const options = { ...times, waitMs: Math.max(1, left), signal: batch.left.signal };
      const underLocks = async (lock: KeyHold) => {
        this.#begin(batch);
        const jobs = batch.entries.map(({ job }) => job);
        const workOn = (some: readonly Job[]) => work(some, lock, (promise) => void telling.push(promise));
        return jobs.length > 0 ? bisect(jobs, workOn, isFatal) : [];
      };
      const traces = () => batch.entries.flatMap((entry) => entry.traces);
      const outcomes = await withinAll(traces, () => withLocks(keys, options, underLocks));
      await Promise.all(telling);
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
   * A batch that is slow holds nobody up who wants other keys. One that still waits is taken apart when it mixes
   * such: all but who wants the key that is in the way go on.
   */
  #passBy(batch: Batch<Job, Answer>): void {
    batch.isSlow = true;
    if (batch.awaited && !isConnected(batch.entries)) batch.left.abort(new TakenApartError());
    this.#startBatches();
  }

  #begin(batch: Batch<Job, Answer>): void {
    batch.awaited = false;
    for (const { onProgress, traces, since } of batch.entries) {
      onProgress?.({ state: "working" });
      for (const trace of traces) addSpan(trace, "waiting", since, Math.max(since, batch.startedAt));
    }
    // The next batch gets in line for the lock while this one works.
    this.#startBatches();
  }

  /** A batch that got nowhere: who can still wait goes back to the head of the line. */
  #fail({ entries }: Batch<Job, Answer>, reason: unknown): void {
    const isApart = reason instanceof TakenApartError;
    const canWait = ({ deadline }: Entry<Job, Answer>) =>
      (isApart || isLockError(reason, "LOCK_TIMEOUT")) && deadline > performance.now() + 1;
    if (isApart) for (const entry of entries) entry.isAlone = true;
    for (const entry of entries) if (!canWait(entry)) entry.settle(refused(reason));
    this.#line.putBack(entries.filter(canWait));
    this.#watchOverdue();
  }

  /** Takes an entry out of the line, or out of a batch that has not begun. */
  #withdraw(entry: Entry<Job, Answer>): boolean {
    if (this.#line.remove(entry)) return true;
    const batch = this.#awaited().find(({ entries }) => entries.includes(entry));
    if (!batch) return false;
    batch.entries = batch.entries.filter((other) => other !== entry);
    return true;
  }

  /** One timer for the line's head, who has waited longest. */
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

  #tellPlacesSoon(ms: number): void {
    if (this.#watched === 0 || this.#tellingPlaces) return;
    this.#tellingPlaces = setTimeout(() => {
      this.#tellPlaces();
      this.#tellingPlaces = undefined;
      this.#tellPlacesSoon(TELL_PLACES_MS);
    }, ms);
  }

  /** Who waits, in the order of turns. */
  #waiting(): Entry<Job, Answer>[] {
    return [...this.#awaited().flatMap(({ entries }) => entries), ...this.#line];
  }

  /** A place is one behind all those ahead, in this process, who want one of the same keys. */
  #tellPlaces(): void {
    const ahead = new Map<string, number>();
    for (const { keys, onProgress } of this.#waiting()) {
      const place = 1 + Math.max(...keys.map((key) => ahead.get(key) ?? 0));
      onProgress?.({ state: "waiting", place });
      for (const key of keys) ahead.set(key, place);
    }
  }
}

/** A group that waits for a lock that not all of it want. */
class TakenApartError extends Error {
  override readonly name = "TakenApartError";
}

/** Whether each wants a key of those before. */
function isConnected(entries: readonly { readonly keys: readonly string[] }[]): boolean {
  const keys = new Set(entries[0]?.keys);
  return entries.every((entry) => {
    const meets = entry.keys.some((key) => keys.has(key));
    for (const key of entry.keys) keys.add(key);
    return meets;
  });
}

/** What no smaller group would be spared: the lock is gone or too old, or it lies in the database, not in the data. */
function isFatal(error: unknown): boolean {
  if (isStaleToken(error) || isLockError(error, "LOCK_LOST")) return true;
  return isCommitUnknown(error) || !isOfTheData(error);
}
