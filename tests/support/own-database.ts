import { randomBytes } from "node:crypto";
import postgres from "postgres";
import { migrateDatabase } from "#db/migrate.ts";

/** A database of a test's own on the server of the tests. */
export interface OwnDatabase {
  readonly url: string;
  drop(): Promise<void>;
}

/** Makes a database that is migrated and empty. */
export async function newDatabase(serverUrl: string): Promise<OwnDatabase> {
  const own = await emptyDatabase(serverUrl);
  await migrateDatabase(own.url);
  return own;
}

/** Makes a database without any table. */
export async function emptyDatabase(serverUrl: string): Promise<OwnDatabase> {
  const name = `test_${randomBytes(6).toString("hex")}`;
  // Making and dropping a database writes a checkpoint, which may take longer than the role's limit.
  const connection = { statement_timeout: 0 };
  const server = postgres(serverUrl, { max: 1, connection, onnotice: () => {} });
  await server.unsafe(`create database ${name}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    drop: async () => {
      await server.unsafe(`drop database ${name} with (force)`);
      await server.end();
    },
  };
}
