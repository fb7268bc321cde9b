/**
 * The right to write what some keys protect while Redis is away. It stands on the rows that PostgreSQL locks for the
 * transaction: code that has read a row under its lock knows the last token that wrote it, and writes with a higher one.
 * So tokens rise from whichever way to whichever, and a holder of an older lock is refused. Only `withLocks` makes one.
 */
export class RowLock {
  /** It ends with its transaction, and can't be lost. */
  readonly signal: AbortSignal = new AbortController().signal;
  readonly isLost = false;
  #token: bigint;

  /** @param token the database's clock in microseconds, as the tokens of the lock are its server's */
  constructor(
    readonly keys: readonly string[],
    token: bigint,
  ) {
    this.#token = token;
  }

  /** Above every fence that was seen so far: read it after the rows were read under their locks. */
  get token(): bigint {
    return this.#token;
  }

  /** Whether all of these keys are among its own. */
  covers(keys: readonly string[]): boolean {
    return keys.every((key) => this.keys.includes(key));
  }

  /** A row that is held was last written with this token. */
  raiseAbove(fence: bigint): void {
    if (fence >= this.#token) this.#token = fence + 1n;
  }
}
