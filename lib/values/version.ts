import { z } from "zod";
import { DomainError } from "#lib/errors.ts";

/** How often a row was changed, from 1 on: what a form was filled from. */
export const Version = z
  .number()
  .int()
  .min(1)
  .max(2_147_483_647)
  .meta({ description: "Grows with every change of the row" });

/** The versions of a row that a change is meant for; null when it names none and is meant for any. */
export type MeantVersions = readonly number[] | null;

/**
 * Refuses a change that was made on an older state of the row than the one that stands there now.
 * @throws DomainError STALE with the row as it is, as `current`.
 */
export function requireVersion(current: { readonly version: number }, meant: MeantVersions): void {
  if (meant === null || meant.includes(current.version)) return;
  throw new DomainError("STALE", "It was changed meanwhile. Look at what it is now, then change it.", {
    current,
  });
}
