import { oneConnection } from "./one-connection.ts";

/**
 * What holds for every session of the shop's role in its database. As settings of the role, not of the connection:
 * poolers such as PgBouncer refuse the latter. Transactions that hold a lock set tighter ones for themselves.
 */
const LIMITS: Readonly<Record<string, string>> = {
  statement_timeout: "15s",
  lock_timeout: "5s",
  idle_in_transaction_session_timeout: "8s",
};

const UNLIMITED = Object.keys(LIMITS);

/** Lifts the limits for the rest of a transaction: for work that takes its time. */
export const liftLimits = (): string => UNLIMITED.map((name) => `set local ${name} = 0`).join("; ");

/**
 * Sets the limits of the role of `databaseUrl`, where they are not set yet. A role may set its own; where it may
 * not, they are the operator's to set, and the shop works without them, by its own deadlines.
 * @returns whether the limits hold for new sessions.
 */
export async function limitSessions(databaseUrl: string): Promise<boolean> {
  const client = oneConnection(databaseUrl);
  try {
    const [row] = await client<{ role: string; database: string; settings: string[] | null }[]>`
      select current_user as role, current_database() as database, (
        select setconfig from pg_db_role_setting
        where setrole = (select oid from pg_roles where rolname = current_user)
          and setdatabase = (select oid from pg_database where datname = current_database())) as settings`;
    if (!row) return false;
    const isSet = new Set(row.settings ?? []);
    for (const [name, value] of Object.entries(LIMITS)) {
      if (isSet.has(`${name}=${value}`)) continue;
      await client`alter role ${client(row.role)} in database ${client(row.database)} set ${client(name)} = ${client.unsafe(`'${value}'`)}`;
    }
    return true;
  } catch {
    return false;
  } finally {
    await client.end({ timeout: 5 });
  }
}
