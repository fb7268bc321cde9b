import type { Outcome } from "./acts.ts";

/** What a shopper got, as the database holds it. */
export interface Row {
  readonly shopperId: string;
  readonly units: Record<string, number>;
}

/** Each success has a row of its own, and each row a shopper who was told of it. */
export function compare(
  shoppers: readonly { readonly id: string }[],
  outcomes: readonly Outcome[],
  rows: ReadonlyMap<string, Row>,
) {
  const idOf = ({ act }: Outcome) => shoppers[act.shopper]?.id ?? "";
  const successes = outcomes.filter(({ status }) => status === 201);
  const unknowns = outcomes.filter(({ status }) => status === 0);
  const isTrue = (outcome: Outcome) => isHeld(rows.get(outcome.rowId ?? ""), idOf(outcome), outcome);
  const explained = successes.filter(isTrue).map(({ rowId }) => rowId ?? "");
  const told = new Set(explained);
  const untold = [...rows].filter(([id]) => !told.has(id)).map(([, { shopperId }]) => shopperId);
  return {
    units: unitsOf(successes),
    lost: successes.length - explained.length,
    double: explained.length - told.size + without(untold, unknowns.map(idOf)),
    unknown: unknowns.length,
  };
}

function isHeld(row: Row | undefined, shopperId: string, { act }: Outcome): boolean {
  if (row?.shopperId !== shopperId) return false;
  return Object.entries(act.wants).every(([id, count]) => row.units[id] === count);
}

/** What all of these wanted, by thing. */
function unitsOf(outcomes: readonly Outcome[]): Map<string, number> {
  const units = new Map<string, number>();
  for (const { act } of outcomes) {
    for (const [id, count] of Object.entries(act.wants)) units.set(id, (units.get(id) ?? 0) + count);
  }
  return units;
}

/** How many of `some` are left when each of `others` has taken away one that is equal. */
function without(some: readonly string[], others: readonly string[]): number {
  const counts = new Map<string, number>();
  for (const one of others) counts.set(one, (counts.get(one) ?? 0) + 1);
  return some.filter((one) => {
    const count = counts.get(one) ?? 0;
    counts.set(one, count - 1);
    return count <= 0;
  }).length;
}
