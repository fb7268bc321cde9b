/**
 * What postgres.js and Node say when the server can't be reached, and the SQLSTATEs after which the same may
 * go well: connection (08), full (53), stopping (57P), timed out (57014), deadlock and serialization (40).
 */
const UNREACHABLE =
  /^(CONNECT(ION)?_\w+|ECONN\w+|EPIPE|ENOTFOUND|EHOSTUNREACH|ETIMEDOUT|EAI_AGAIN|08\w{3}|40001|40P01|53\w{3}|57P\d\d|57014)$/;

/** Whether the query failed for a passing reason: Postgres is away, starting, full, too slow, or chose a victim. */
export function isUnreachable(error: unknown): boolean {
  for (let at = error; at instanceof Error; at = at.cause) {
    if ("code" in at && typeof at.code === "string" && UNREACHABLE.test(at.code)) return true;
  }
  return false;
}
