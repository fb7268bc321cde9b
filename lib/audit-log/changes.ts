/** What of a row was changed: each field that differs, before and after. */
export function changesOf(
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
): { before: Record<string, unknown>; after: Record<string, unknown> } {
  const differs = Object.keys(after).filter(
    (name) => !UNTOLD.has(name) && JSON.stringify(before[name]) !== JSON.stringify(after[name]),
  );
  const pick = (row: Readonly<Record<string, unknown>>) =>
    Object.fromEntries(differs.map((name) => [name, row[name] ?? null]));
  return { before: pick(before), after: pick(after) };
}

/** Changes with every change, or follows from the clock and the others. */
const UNTOLD: ReadonlySet<string> = new Set(["version", "updatedAt", "state", "remaining"]);
