/** A protected row refused our fencing token: a later holder of the lock has written it with `fence`. */
export class StaleTokenError extends Error {
  override readonly name = "StaleTokenError";

  constructor(readonly fence: bigint) {
    super(`a later holder of the lock wrote this row with token ${fence}`);
  }
}

/**
 * The look at rows before they are written as the holder of a lock with `token`.
 * @throws StaleTokenError when a later holder has written one of them.
 */
export function checkFences(rows: Iterable<{ readonly fence: bigint }>, token: bigint): void {
  for (const { fence } of rows) if (fence > token) throw new StaleTokenError(fence);
}
