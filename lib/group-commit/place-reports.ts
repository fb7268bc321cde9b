import type { Progress } from "./batch.ts";

const REPORT_MS = 250;

/** A waiting job, as far as its place in line depends on it. */
interface Waiting {
  readonly keys: readonly string[];
  readonly onProgress: ((progress: Progress) => void) | undefined;
}

/** Reports to waiting jobs their places in line, a few times a second while at least one job wants reports. */
export class PlaceReports {
  #wanted = 0;
  #timer: NodeJS.Timeout | undefined;

  /** `waiting` lists all that wait, in the order in which they will be served. */
  constructor(private readonly waiting: () => readonly Waiting[]) {}

  /** A job that wants reports was handed in. */
  begin(): void {
    this.#wanted += 1;
    this.#reportIn(0);
  }

  /** A job that wanted reports has its answer. */
  end(): void {
    this.#wanted -= 1;
  }

  #reportIn(ms: number): void {
    if (this.#wanted === 0 || this.#timer) return;
    this.#timer = setTimeout(() => {
      this.#report();
      this.#timer = undefined;
      this.#reportIn(REPORT_MS);
    }, ms);
  }

  /** A job's place is one more than the highest place ahead of it, in this process, on any of its keys. */
  #report(): void {
    const ahead = new Map<string, number>();
    for (const { keys, onProgress } of this.waiting()) {
      const place = 1 + Math.max(...keys.map((key) => ahead.get(key) ?? 0));
      onProgress?.({ state: "waiting", place });
      for (const key of keys) ahead.set(key, place);
    }
  }
}
