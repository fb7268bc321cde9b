import { mkdirSync, writeFileSync } from "node:fs";

/** The middle one of some numbers. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** The median of each figure over several runs. */
export function medians<Figures extends Readonly<Record<string, number>>>(
  runs: readonly Figures[],
): Record<keyof Figures, number> {
  const [first] = runs;
  if (!first) throw new Error("no runs to take a median of");
  const names: (keyof Figures)[] = Object.keys(first);
  const middle = names.map((name) => [name, median(runs.map((run) => run[name] ?? Number.NaN))]);
  return Object.fromEntries(middle);
}

/** Prints a table in Markdown: one row for each name, one column for each figure. */
export function printTable(
  title: string,
  columns: readonly string[],
  rows: readonly (readonly (string | number)[])[],
): void {
  const lines = [columns, columns.map(() => "---"), ...rows.map((row) => row.map(shown))];
  console.log(`\n${title}\n\n${lines.map((cells) => `| ${cells.join(" | ")} |`).join("\n")}`);
}

function shown(value: string | number): string {
  if (typeof value === "string") return value;
  if (!Number.isFinite(value)) return "-";
  return Math.abs(value) >= 100
    ? value.toFixed(0)
    : Math.abs(value) >= 10
      ? value.toFixed(1)
      : value.toFixed(2);
}

/** A target of the issue: what was reached, and whether that is enough. */
export interface Target {
  readonly name: string;
  readonly value: number;
  readonly atLeast?: number;
  readonly atMost?: number;
}

/** Prints what was aimed at and what was reached. */
export function printTargets(targets: readonly Target[]): void {
  printTable(
    "Targets",
    ["what", "reached", "aim", ""],
    targets.map(({ name, value, atLeast, atMost }) => {
      const enough =
        value >= (atLeast ?? Number.NEGATIVE_INFINITY) && value <= (atMost ?? Number.POSITIVE_INFINITY);
      const aim = atLeast === undefined ? `<= ${atMost}` : `>= ${atLeast}`;
      return [name, value, aim, enough ? "reached" : "MISSED"];
    }),
  );
}

/** Keeps all raw figures of a run for later, out of the repository. */
export function keepResults(name: string, results: unknown): void {
  mkdirSync(".bench", { recursive: true });
  writeFileSync(`.bench/${name}.json`, `${JSON.stringify(results, null, 2)}\n`);
  console.log(`\nAll figures are in .bench/${name}.json`);
}
