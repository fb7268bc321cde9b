import { fileURLToPath } from "node:url";
import { readMigrationFiles } from "drizzle-orm/migrator";
import type { Sql, TransactionSql } from "postgres";
import { oneConnection } from "./one-connection.ts";
import { liftLimits } from "./session-limits.ts";

/** Any number that no other user of the database's advisory locks takes. */
const MIGRATION_LOCK = 7_105_331;

const migrations = () =>
  readMigrationFiles({ migrationsFolder: fileURLToPath(new URL("./migrations", import.meta.url)) });

/**
 * Brings the database at `databaseUrl` to the newest schema, in one transaction: all of it or nothing. Many machines
 * may start at once: one migrates while the others wait and then find nothing to do. The lock ends with the
 * transaction, so that none outlives its client behind a pooler such as PgBouncer.
 * @param appRole the role that the shop itself connects as, where that is another than who migrates.
 */
export async function migrateDatabase(databaseUrl: string, appRole?: string): Promise<void> {
  const client = oneConnection(databaseUrl);
  try {
    await client.begin(async (tx) => {
      await tx.unsafe(liftLimits());
      await tx`select pg_advisory_xact_lock(${MIGRATION_LOCK})`;
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
    });
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
