/** Each class of times is a quarter longer than the one before, so a percentile is off by an eighth at most. */
const GROWTH = Math.log(1.25);
/** Shorter is all the same. */
const LEAST_MS = 0.1;

/** How many times fell into each class, by its number. */
export type Histogram = Record<string, number>;

/** Counts a time in milliseconds. */
export function count(histogram: Histogram, ms: number): void {
  const at = Math.max(0, Math.round(Math.log(Math.max(ms, LEAST_MS) / LEAST_MS) / GROWTH));
  histogram[at] = (histogram[at] ?? 0) + 1;
}

/** Adds what another one has counted. */
export function add(histogram: Histogram, other: Histogram): void {
  for (const [at, times] of Object.entries(other)) histogram[at] = (histogram[at] ?? 0) + times;
}

/** The time below which a part of what was counted lies, in milliseconds; null when nothing was. */
export function percentile(histogram: Histogram, part: number): number | null {
  const classes = Object.entries(histogram).sort(([a], [b]) => Number(a) - Number(b));
  const wanted = part * classes.reduce((sum, [, times]) => sum + times, 0);
  let seen = 0;
  for (const [at, times] of classes) {
    seen += times;
    if (seen >= wanted) return Math.round(LEAST_MS * Math.exp(Number(at) * GROWTH) * 10) / 10;
  }
  return null;
}
