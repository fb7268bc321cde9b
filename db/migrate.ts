import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { readMigrationFiles } from "drizzle-orm/migrator";
import type { Sql, TransactionSql } from "postgres";
import { failureCode } from "./failures.ts";
import { oneConnection } from "./one-connection.ts";
import { liftLimits } from "./session-limits.ts";

/** Any number that no other user of the database's advisory locks takes. */
const MIGRATION_LOCK = 7_105_331;
/** How long a table is waited for at a time, how soon it is tried again, and for how long in all. */
const TABLE_WAIT = "2s";
const AGAIN_MS = 1_000;
const PATIENCE_MS = 10 * 60_000;
const LOCK_NOT_AVAILABLE = "55P03";
/** How often the lock is asked for, and after how many tries it is told who has it. */
const ASK_MS = 100;
const TELL_AFTER = 20;
/** Whoever has the lock and does nothing for so long migrates nothing. */
const IDLE_SECONDS = 5;

const migrations = () =>
  readMigrationFiles({ migrationsFolder: fileURLToPath(new URL("./migrations", import.meta.url)) });

/**
 * Brings the database at `databaseUrl` to the newest schema, in one transaction: all of it or nothing. Many machines
 * may start at once: one migrates while the others wait and then find nothing to do. The lock ends with the
 * transaction, so that none outlives its client behind a pooler such as PgBouncer.
 * @param appRole the role that the shop itself connects as, where that is another than the one that migrates.
 */
export async function migrateDatabase(databaseUrl: string, appRole?: string): Promise<void> {
  const client = oneConnection(databaseUrl);
  const begunAt = performance.now();
  try {
    for (let tries = 1; !(await isDone(client, appRole)); tries += 1) {
      if (performance.now() - begunAt > PATIENCE_MS)
        throw Object.assign(new Error("its tables are in use all the time"), { code: "TABLES_IN_USE" });
      if (tries === 1) process.stderr.write("  the tables are in use; trying again\n");
      await pause(AGAIN_MS);
    }
  } finally {
    await client.end({ timeout: 5 });
  }
}

/** Migrates; false when a table was in use for too long, and nothing was done. */
async function isDone(client: Sql, appRole: string | undefined): Promise<boolean> {
  try {
    await client.begin((tx) => migrateWithin(tx, appRole));
    return true;
  } catch (error) {
    if (failureCode(error) === LOCK_NOT_AVAILABLE) return false;
    throw error;
  }
}

async function migrateWithin(tx: TransactionSql, appRole: string | undefined): Promise<void> {
  await tx.unsafe(liftLimits());
  await takeTurn(tx);
  // Everybody who comes after waits behind it: a dump or an open transaction must not hold up a shop that sells.
  await tx.unsafe(`set local lock_timeout = '${TABLE_WAIT}'`);
  // The table is Drizzle's own, so that its tools go on working.
  await tx.unsafe(`create schema if not exists drizzle;
    create table if not exists drizzle.__drizzle_migrations (id serial primary key, hash text not null, created_at bigint)`);
  const newest = await newestIn(tx);
  for (const { sql, hash, folderMillis } of migrations()) {
    if (folderMillis <= newest) continue;
    for (const statement of sql) await tx.unsafe(statement);
    await tx`insert into drizzle.__drizzle_migrations (hash, created_at) values (${hash}, ${folderMillis})`;
  }
  if (appRole !== undefined) await grantAll(tx, appRole);
}

/**
 * Waits for the lock of who migrates.
 * @throws Error when a session that does nothing has it: our own locks end with their transaction, so it would be kept
 * for as long as that session, or the pooler's connection under it, lives.
 */
async function takeTurn(tx: TransactionSql): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    const [asked] = await tx<{ taken: boolean }[]>`
      select pg_try_advisory_xact_lock(${MIGRATION_LOCK}) as taken`;
    if (asked?.taken) return;
    if (tries % TELL_AFTER === 0) {
      const holder = await lockHolder(tx);
      if (holder?.isLeftOver)
        throw Object.assign(
          new Error(`session ${holder.pid} (${holder.name}) keeps the lock of migrations and does nothing`),
          { code: "LEFT_OVER_LOCK" },
        );
      if (tries === TELL_AFTER)
        process.stderr.write(`  waiting for another migration (session ${holder?.pid ?? "unknown"})\n`);
    }
    await pause(ASK_MS);
  }
}

interface LockHolder {
  readonly pid: number;
  readonly name: string;
  readonly isLeftOver: boolean;
}

async function lockHolder(tx: TransactionSql): Promise<LockHolder | undefined> {
  // The statistics of sessions are as they were when the transaction first looked.
  await tx`select pg_stat_clear_snapshot()`;
  const [holder] = await tx<LockHolder[]>`
    select pid, coalesce(nullif(application_name, ''), 'without a name') as name,
      coalesce(state = 'idle' and state_change < clock_timestamp() - make_interval(secs => ${IDLE_SECONDS}), false) as "isLeftOver"
    from pg_locks join pg_stat_activity using (pid)
    where locktype = 'advisory' and granted and classid = 0 and objid = ${MIGRATION_LOCK} and objsubid = 1
      and pg_locks.database = (select oid from pg_database where datname = current_database())`;
  return holder;
}

/** Who a connection to this address is to PostgreSQL; a pooler may know its users by other names. */
export async function roleAt(databaseUrl: string): Promise<string> {
  const client = oneConnection(databaseUrl);
  try {
    const [row] = await client<{ role: string }[]>`select current_user as role`;
    return row?.role ?? "";
  } finally {
    await client.end({ timeout: 5 });
  }
}

/** Whether the database has every migration of this code; it may have later ones, as while a new version comes. */
export async function isMigrated(databaseUrl: string): Promise<boolean> {
  const client = oneConnection(databaseUrl);
  try {
    const [found] = await client<{ known: boolean }[]>`
      select to_regclass('drizzle.__drizzle_migrations') is not null as known`;
    if (!found?.known) return false;
    const wanted = Math.max(...migrations().map(({ folderMillis }) => folderMillis));
    return (await newestIn(client)) >= wanted;
  } finally {
    await client.end({ timeout: 5 });
  }
}

async function newestIn(sql: Sql | TransactionSql): Promise<number> {
  const [row] = await sql<{ newest: string | null }[]>`
    select max(created_at)::text as newest from drizzle.__drizzle_migrations`;
  return Number(row?.newest ?? -1);
}

/** Lets the shop's own role read and write what another role has made; it may not change the schema. */
async function grantAll(tx: TransactionSql, role: string): Promise<void> {
  const [who] = await tx<{ isOwn: boolean; schema: string }[]>`
    select current_user = ${role} as "isOwn", current_schema() as schema`;
  if (!who || who.isOwn) return;
  const [schema, to] = [tx(who.schema), tx(role)];
  await tx`grant usage on schema ${schema}, drizzle to ${to}`;
  await tx`grant select, insert, update, delete on all tables in schema ${schema} to ${to}`;
  await tx`grant usage, select on all sequences in schema ${schema} to ${to}`;
  await tx`grant select on drizzle.__drizzle_migrations to ${to}`;
}
