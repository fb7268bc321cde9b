import { failureCode } from "#db/failures.ts";
import { Failure } from "../../server/failure.mjs";

/** What PostgreSQL or the network says, and what to do about it. */
const ADVICE: readonly (readonly [code: RegExp, what: string, advice: string])[] = [
  [/^28/, "does not let us in", "Look at its user and password."],
  [/^3D000$/, "has no such database", "Create it first: createdb, or what your provider offers."],
  [
    /^42501$/,
    "does not allow it",
    "Migrations need the owner of the schema: set MIGRATION_DATABASE_URL to it.",
  ],
  [
    /^TABLES_IN_USE$/,
    "is busy",
    "A dump or an open transaction keeps them: see pg_stat_activity, and try again.",
  ],
  [/^LEFT_OVER_LOCK$/, "is held up", "End that session: select pg_terminate_backend(its number)"],
  [
    /^ADMIN_IS_SHOPPER$/,
    "has that account",
    "Nobody becomes an admin in passing: set ADMIN_EMAIL to another.",
  ],
  [/^42P01$/, "lacks the shop's tables", "Bring it up to date first: npm run migrate"],
  [
    /^(?:ERR_TLS|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|ERR_SSL|CONNECT|ECONN|ENOTFOUND|EAI_AGAIN|EHOST|ENET|ETIMEDOUT|ENOENT|EACCES|08|57P)/,
    "is not reached",
    "Look at its host, port and sslmode, and whether the server is up.",
  ],
];

/**
 * Does what asks the database of a setting.
 * @throws Failure where the failure is of a kind that its reader can mend; what is our own fault stays as it is.
 */
export async function explained<Result>(setting: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw failureFor(setting, error) ?? error;
  }
}

function failureFor(setting: string, error: unknown): Failure | null {
  const code = failureCode(error) ?? systemCode(error);
  const [, what, advice] = ADVICE.find(([pattern]) => code !== null && pattern.test(code)) ?? [];
  if (what === undefined || advice === undefined) return null;
  return new Failure(`The PostgreSQL of ${setting} ${what}: ${reasonOf(error)} (${code}).`, advice);
}

const systemCode = (error: unknown): string | null =>
  error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : null;

/** The first cause: what wraps it names the query. */
function reasonOf(error: unknown): string {
  let at = error;
  while (at instanceof Error && at.cause instanceof Error) at = at.cause;
  return at instanceof Error && at.message ? at.message : String(at);
}
