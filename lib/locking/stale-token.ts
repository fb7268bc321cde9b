import type { KeyHold } from "./key-hold.ts";

/** A protected row refused our fencing token: a later holder of the lock has written it with `fence`. */
export class StaleTokenError extends Error {
  override readonly name = "StaleTokenError";

  constructor(readonly fence: bigint) {
    super(`a later holder of the lock wrote this row with token ${fence}`);
  }
}

/** Whether a fence refused us. By name, as `isDomainError`: the bundler makes several copies of this module. */
export const isStaleToken = (error: unknown): error is StaleTokenError =>
  error instanceof Error && error.name === "StaleTokenError";

/**
 * The look at rows before they are written by the holder of their keys. Call it when the rows are read and held, and
 * read `hold.token` after it.
 * @throws StaleTokenError when a later holder of the lock has written one of them.
 */
export function checkFences(rows: Iterable<{ readonly fence: bigint }>, hold: KeyHold): void {
  for (const { fence } of rows) {
    if ("raiseAbove" in hold) hold.raiseAbove(fence);
    else if (fence > hold.token) throw new StaleTokenError(fence);
  }
}
