import postgres from "postgres";
import { afterAll, expect, it } from "vitest";
import { migrateDatabase } from "#db/migrate.ts";
import { seedAdmin } from "#db/seed/admin.ts";
import { limitSessions } from "#db/session-limits.ts";
import { shop } from "#tests/support/environment.ts";
import { newDatabase } from "#tests/support/own-database.ts";
import { database } from "#tests/support/truth.ts";

afterAll(() => database.end());

it("the role's sessions have the limits, without a startup parameter, and may be limited again and again", async () => {
  const own = await newDatabase(shop.DATABASE_URL);
  expect(await limitSessions(own.url)).toBe(true);
  expect(await limitSessions(own.url)).toBe(true);
  const session = postgres(own.url, { max: 1 });
  const [row] = await session`select current_setting('statement_timeout') as statement,
    current_setting('lock_timeout') as row_lock, current_setting('idle_in_transaction_session_timeout') as idle`;
  expect(row).toEqual({ statement: "15s", row_lock: "5s", idle: "8s" });
  await session.end();
  // A machine that waits for another one's migration waits as long as that takes.
  await migrateDatabase(own.url);
  expect(await seedAdmin(own.url, { email: "a@b.test", password: "long enough" })).toBe(true);
  await own.drop();
});
