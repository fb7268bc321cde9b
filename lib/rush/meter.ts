import { percentileOf, tenth } from "./percentile.ts";
import type { Answers, RushPoint } from "./schema.ts";

/** The points of a run that are kept; of longer ones every second point goes, again and again. */
const MOST_POINTS = 240;

/** Counts the answers of a rush and how long they were waited for, in all and since the last look. */
export class Meter {
  readonly #startedAt = performance.now();
  readonly #answers: Record<string, number> = {};
  readonly #waits: number[] = [];
  #points: RushPoint[] = [];
  #fresh: number[] = [];
  #lookedAt = this.#startedAt;
  #endedAt = this.#startedAt;
  #everyNth = 1;
  #looks = 0;

  /** An answer came, after so many milliseconds. */
  note(answer: string, ms: number): void {
    this.#answers[answer] = (this.#answers[answer] ?? 0) + 1;
    this.#waits.push(ms);
    this.#fresh.push(ms);
    this.#endedAt = performance.now();
  }

  /** Adds the time since the last look as a point; quiet times too, so that the chart shows them. */
  look(left: number | null): void {
    this.#looks += 1;
    if (this.#looks % this.#everyNth !== 0) return;
    const now = performance.now();
    const fresh = this.#fresh.sort((a, b) => a - b);
    const seconds = (now - this.#lookedAt) / 1_000;
    this.#points.push({
      ms: Math.round(now - this.#startedAt),
      answers: { ...this.#answers },
      perSecond: seconds > 0 ? Math.round(fresh.length / seconds) : 0,
      p50: tenth(percentileOf(fresh, 0.5)),
      p95: tenth(percentileOf(fresh, 0.95)),
      p99: tenth(percentileOf(fresh, 0.99)),
      left,
    });
    this.#fresh = [];
    this.#lookedAt = now;
    if (this.#points.length <= MOST_POINTS) return;
    this.#points = this.#points.filter((_, at) => at % 2 === 1);
    this.#everyNth *= 2;
  }

  get points(): readonly RushPoint[] {
    return this.#points;
  }

  /** The figures of the whole run. */
  sums(): {
    answers: Answers;
    perSecond: number;
    seconds: number;
    p50: number | null;
    p95: number | null;
    p99: number | null;
    longest: number | null;
  } {
    const waits = this.#waits.toSorted((a, b) => a - b);
    const seconds = (this.#endedAt - this.#startedAt) / 1_000;
    return {
      answers: { ...this.#answers },
      perSecond: seconds > 0 ? Math.round(waits.length / seconds) : 0,
      seconds: tenth(seconds) ?? 0,
      p50: tenth(percentileOf(waits, 0.5)),
      p95: tenth(percentileOf(waits, 0.95)),
      p99: tenth(percentileOf(waits, 0.99)),
      longest: tenth(waits.at(-1) ?? null),
    };
  }
}
