/** What postgres.js and Node say when the server can't be reached, and SQLSTATE classes 08, 53 and 57P. */
const UNREACHABLE =
  /^(CONNECT(ION)?_\w+|ECONN\w+|EPIPE|ENOTFOUND|EHOSTUNREACH|ETIMEDOUT|EAI_AGAIN|08\w{3}|53\w{3}|57P\d\d|57014)$/;

/** Whether the query failed because Postgres is away, starting, stopping, full or too slow. */
export function isUnreachable(error: unknown): boolean {
  for (let at = error; at instanceof Error; at = at.cause) {
    if ("code" in at && typeof at.code === "string" && UNREACHABLE.test(at.code)) return true;
  }
  return false;
}
