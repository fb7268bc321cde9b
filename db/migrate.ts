import { fileURLToPath } from "node:url";
import { drizzle } from "drizzle-orm/postgres-js";
import { migrate } from "drizzle-orm/postgres-js/migrator";
import postgres from "postgres";
import { liftLimits } from "./session-limits.ts";

/** Any number that no other user of the database's advisory locks takes. */
const MIGRATION_LOCK = 7_105_331;

/**
 * Brings the database at `databaseUrl` to the newest schema. Many machines may start at once: an
 * advisory lock lets one migrate while the others wait and then find nothing to do.
 */
export async function migrateDatabase(databaseUrl: string): Promise<void> {
  const client = postgres(databaseUrl, { max: 1, onnotice: () => {} });
  try {
    await client.unsafe(liftLimits("session"));
    await client`select pg_advisory_lock(${MIGRATION_LOCK})`;
    await migrate(drizzle(client), {
      migrationsFolder: fileURLToPath(new URL("./migrations", import.meta.url)),
    });
  } finally {
    // Ending the session gives the advisory lock back.
    await client.end({ timeout: 5 });
  }
}
