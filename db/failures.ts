import { isCommitUnknown } from "./commit-unknown.ts";

/** What postgres.js, Node and our own deadlines say when there was no answer. */
const NO_ANSWER =
  /^(CONNECT(ION)?_\w+|QUERY_TIMEOUT|TRANSACTION_\w+|ECONN\w+|EPIPE|ENOTFOUND|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|EAI_AGAIN)$/;

/** SQLSTATEs with which the server ends the connection: 08 connection, 57P stopping, 25P03 and 57P05 idle too long. */
const ENDED = /^(08\w{3}|57P\d\d|25P03|25P04)$/;

/**
 * SQLSTATEs after which the same may go well: 25006 read-only (a server that is being replaced), 40 deadlock and
 * serialization, 53 full, 55P03 a row that stayed locked, 57014 too slow, 58 its disk or its system failed.
 */
const PASSING = /^(25006|40001|40P01|53\w{3}|55P03|57014|58\w{3})$/;

/** What is tried again: not what was too slow, which would be as slow the next time. */
const AGAIN = /^(25006|40001|40P01|53300|55P03)$/;

/** SQLSTATEs of texts that PostgreSQL can't hold. */
const UNSTORABLE = /^(22021|22P05)$/;

/** SQLSTATEs that lie in what was to be written: 22 bad values, 23 broken constraints. */
const OF_THE_DATA = /^2[23]\w{3}$/;

/**
 * The first code in an error and its causes that is PostgreSQL's, the driver's or the network's. What led to an
 * unknown outcome has none: code that went by it would say that nothing was done, or do it twice.
 */
export function failureCode(error: unknown): string | null {
  for (let at = error; at instanceof Error; at = at.cause) {
    if (isCommitUnknown(at)) return null;
    if (!("code" in at) || typeof at.code !== "string") continue;
    // A SQLSTATE only where PostgreSQL says it: our own codes may look alike. PgBouncer's own errors have no severity but
    // that in the server's language.
    if (NO_ANSWER.test(at.code) || "severity" in at || "severity_local" in at) return at.code;
  }
  return null;
}

/**
 * Whether the server ended the session with an error, or began none: its role may not log in now, its password or its
 * database is another, it takes no more connections. Whatever the code is, an operator does something with the server.
 */
function isSessionOver(error: unknown): boolean {
  for (let at = error; at instanceof Error; at = at.cause) {
    if (isCommitUnknown(at)) return false;
    const severity = "severity" in at ? at.severity : "severity_local" in at ? at.severity_local : null;
    if (severity === "FATAL" || severity === "PANIC") return true;
  }
  return false;
}

const codeFits = (error: unknown, ...patterns: RegExp[]): boolean => {
  const code = failureCode(error);
  return code !== null && patterns.some((pattern) => pattern.test(code));
};

/** Whether the query failed for a passing reason: PostgreSQL is away, starting, full, too slow, or chose a victim. */
export const isUnreachable = (error: unknown): boolean =>
  codeFits(error, NO_ANSWER, ENDED, PASSING) || isSessionOver(error);

/** Whether nothing can be asked of the server now. */
export const isDatabaseAway = (error: unknown): boolean =>
  codeFits(error, NO_ANSWER, ENDED) || isSessionOver(error);

/** Whether a transaction of which nothing was committed is worth another try at once. */
export const isWorthAnotherTry = (error: unknown): boolean =>
  codeFits(error, NO_ANSWER, ENDED, AGAIN) || isSessionOver(error);

/** Whether a text can't be held by any column: NUL, bytes of no letter, half a letter in JSON. */
export const isUnstorable = (error: unknown): boolean => codeFits(error, UNSTORABLE);

/** Whether the server can't write: the connection leads to one that is no longer, or not yet, the primary. */
export const isReadOnly = (error: unknown): boolean => failureCode(error) === "25006";

/** Whether the failure lies in the data of one job among several, so that the others would go well without it. */
export function isOfTheData(error: unknown): boolean {
  const code = failureCode(error);
  return code === null || OF_THE_DATA.test(code);
}
