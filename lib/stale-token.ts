/** A protected row refused our fencing token: a later holder of the lock has written it with `fence`. */
export class StaleTokenError extends Error {
  override readonly name = "StaleTokenError";

  constructor(readonly fence: bigint) {
    super(`a later holder of the lock wrote this row with token ${fence}`);
  }
}
