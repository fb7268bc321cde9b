/**
 * How long things may take, in milliseconds, one within the other: all of a transaction with its tries and the asking
 * for its outcome ends before the lease of the lock above it (10 s) could.
 */
export const DEADLINES = {
  /** A transaction, from asking for a connection to the answer to COMMIT, all tries together. */
  transaction: 6_000,
  /** Asking what became of a COMMIT without an answer. */
  outcome: 2_500,
  /** The work under a lock as a whole, after which its lease is no longer renewed. */
  work: 9_500,
  /** What the server is told, for each transaction: a row that is held, a holder that says nothing, a statement. */
  rowLock: 2_500,
  idleInTransaction: 4_000,
  statement: 5_000,
} as const;
