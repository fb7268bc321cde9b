import type { RushProgress, RushVerdict } from "#lib/rush/schema.ts";

const LONGEST_BAR = 40;
/** What stands beside the bar. */
const FIGURES = 62;

/** One line: the phase, a bar, the shoppers that are done, and the newest figures. */
export function drawBar({ phase, done, total, points }: RushProgress, columns = 80): string {
  const width = Math.max(8, Math.min(LONGEST_BAR, columns - FIGURES));
  const full = total > 0 ? Math.round((done / total) * width) : 0;
  const last = points.at(-1);
  const left = last?.left === null || last === undefined ? "" : `, ${last.left} left`;
  const wait = last?.p50 === null || last === undefined ? "" : `, p50 ${Math.round(last.p50)} ms`;
  const rate = last ? `, ${last.perSecond}/s` : "";
  return `${phase.padEnd(9)} ${"█".repeat(full)}${"░".repeat(width - full)} ${done}/${total}${rate}${wait}${left}`;
}

/** The verdict, for people. */
export function wordsOf(verdict: RushVerdict): string {
  const { sales, double, lost, unknown, turnedAway, unexpected, broken, checks, answers } = verdict;
  const ms = (value: number | null) => (value === null ? "–" : `${Math.round(value)} ms`);
  const lines = [
    "",
    ...sales
      .filter(({ offered, told, stored }) => offered !== null || told + stored > 0)
      .map(({ name, offered, told, stored, left }) =>
        offered === null
          ? `${name}: ${stored} written, ${told} told`
          : `${name}: sold exactly ${stored} of ${offered}${stored === told ? "" : ` (BUT ${told} WERE TOLD)`}, ${left} left`,
      ),
    `${double} double, ${lost} lost, ${turnedAway} turned away wrongly, ${unexpected} unexpected, ${unknown} unknown`,
    `Audit: ${checks} checks, ${broken.length === 0 ? "all hold" : `BROKEN ${broken.join(", ")}`}`,
    `${verdict.perSecond} answers a second over ${verdict.seconds} s; waits: p50 ${ms(verdict.p50)}, p95 ${ms(verdict.p95)}, p99 ${ms(verdict.p99)}, longest ${ms(verdict.longest)}`,
    ...Object.entries(answers)
      .sort(([, a], [, b]) => b - a)
      .map(([answer, count]) => `  ${String(count).padStart(7)}  ${answer}`),
    "",
    verdict.ok ? "The shop kept its word." : "THE SHOP DID NOT KEEP ITS WORD.",
    "",
  ];
  return lines.join("\n");
}
