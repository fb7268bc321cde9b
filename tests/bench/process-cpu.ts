import { readdirSync, readFileSync } from "node:fs";

/** The kernel counts in hundredths of a second. */
const TICK_MS = 10;

/** CPU time in milliseconds of a process, with that of its children: the living, and those it has waited for. */
export function cpuOf(pid: number | undefined): number {
  if (pid === undefined) return 0;
  const own = fieldsOf(pid);
  if (!own) return 0;
  const children = readdirSync("/proc").flatMap((name) => {
    const fields = /^\d+$/.test(name) ? fieldsOf(Number(name)) : null;
    return fields?.parent === pid ? [fields.ticks] : [];
  });
  return (own.ticks + own.buriedTicks + children.reduce((sum, ticks) => sum + ticks, 0)) * TICK_MS;
}

function fieldsOf(pid: number): { parent: number; ticks: number; buriedTicks: number } | null {
  try {
    // The name in brackets may hold anything; what counts comes behind it.
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ").map(Number) ?? [];
    const at = (index: number) => fields[index] ?? 0;
    return { parent: at(1), ticks: at(11) + at(12), buriedTicks: at(13) + at(14) };
  } catch {
    // Gone since it was listed.
    return null;
  }
}
