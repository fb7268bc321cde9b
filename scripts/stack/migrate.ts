import { migrateDatabase } from "#db/migrate.ts";
import { limitSessions } from "#db/session-limits.ts";
import { requireDatabase } from "./settings.ts";

/**
 * Brings the database up to date as its owner (`MIGRATION_DATABASE_URL`, else `DATABASE_URL`), and gives the shop's
 * own role what it needs.
 */
export async function migrateShop(environment: NodeJS.ProcessEnv): Promise<void> {
  const databaseUrl = requireDatabase(environment);
  const { MIGRATION_DATABASE_URL } = environment;
  await migrateDatabase(
    MIGRATION_DATABASE_URL || databaseUrl,
    MIGRATION_DATABASE_URL ? roleOf(databaseUrl) : undefined,
  );
  await limitSessions(databaseUrl);
}

const roleOf = (url: string): string => decodeURIComponent(new URL(url).username);
