import { migrateDatabase, roleAt } from "#db/migrate.ts";
import { limitSessions } from "#db/session-limits.ts";
import { explained } from "./database-failure.ts";
import { refuseBadAddress, requireDatabase } from "./settings.ts";

/**
 * Brings the database up to date as its owner (`MIGRATION_DATABASE_URL`, else `DATABASE_URL`), and gives the shop's
 * own role what it needs.
 * @throws Failure that says what PostgreSQL has against it.
 */
export async function migrateShop(environment: NodeJS.ProcessEnv): Promise<void> {
  const databaseUrl = requireDatabase(environment);
  const ownerUrl = environment["MIGRATION_DATABASE_URL"]?.trim();
  if (ownerUrl) refuseBadAddress("MIGRATION_DATABASE_URL", ownerUrl);
  await explained("DATABASE_URL", async () => {
    const role = ownerUrl ? await roleAt(databaseUrl) : undefined;
    await explained(ownerUrl ? "MIGRATION_DATABASE_URL" : "DATABASE_URL", () =>
      migrateDatabase(ownerUrl || databaseUrl, role),
    );
  });
  await limitSessions(databaseUrl);
}
