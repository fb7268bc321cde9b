/**
 * Whether a transaction was committed can't be told: its COMMIT was sent, no answer came, and the database can't be
 * asked now. What it would have written may stand, or may not.
 */
export class CommitUnknownError extends Error {
  override readonly name = "CommitUnknownError";
  readonly code = "COMMIT_UNKNOWN";

  constructor(options: ErrorOptions) {
    super("the answer to COMMIT was lost, and the database can't be asked", options);
  }
}

/** By the code, not by the class: the bundler may put several copies of this module into one process. */
export const isCommitUnknown = (error: unknown): boolean =>
  error instanceof Error && "code" in error && error.code === "COMMIT_UNKNOWN";
