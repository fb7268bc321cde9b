import type { RushRun } from "#lib/rush/schema.ts";
import { csvOf } from "#lib/values/csv.ts";

/** A run's chart as CSV: a line for each half second, a column for each answer that came. */
export function csvOfRun({ progress: { points } }: Pick<RushRun, "progress">): string {
  const codes = [...new Set(points.flatMap(({ answers }) => Object.keys(answers)))].sort();
  const head = ["ms", "per_second", "p50_ms", "p95_ms", "p99_ms", "left", ...codes];
  const rows = points.map(({ ms, perSecond, p50, p95, p99, left, answers }) => [
    ms,
    perSecond,
    p50,
    p95,
    p99,
    left,
    ...codes.map((code) => answers[code] ?? 0),
  ]);
  return csvOf(head, rows);
}
