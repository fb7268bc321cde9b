import { inspect } from "node:util";
import { DrizzleQueryError } from "drizzle-orm";
import postgres from "postgres";
import { beforeAll, expect, it } from "vitest";
import { quietErrors } from "#db/quiet-errors.ts";
import { describeError } from "#lib/observability/describe-error.ts";

beforeAll(() => quietErrors());

/** As the driver makes it of what the server sends. */
const refusal = () =>
  new postgres.PostgresError(
    Object.assign({
      message: 'duplicate key value violates unique constraint "users_email_unique"',
      severity: "ERROR",
      code: "23505",
      detail: "Key (email)=(kim@secret.test) already exists.",
      where: "unnamed portal parameter $1 = 'kim@secret.test'",
      constraint: "users_email_unique",
    }) as never,
  );

const SECRET = /kim@secret\.test|scrypt-hash|session-token/;

it("an error that is logged tells the query and the cause, and none of the values", () => {
  const error = new DrizzleQueryError(
    "insert into users values ($1, $2)",
    ["kim@secret.test", "scrypt-hash", "session-token"],
    refusal(),
  );
  const shown = JSON.stringify(describeError(error));
  expect(shown).not.toMatch(SECRET);
  expect(shown).toContain("insert into users values ($1, $2)");
  expect(shown).toContain("users_email_unique");
});

it("not even what prints an error by itself, as Next does, shows the values", () => {
  const error = new DrizzleQueryError("select $1", ["kim@secret.test", "scrypt-hash"], refusal());
  expect(inspect(error, { depth: 9 })).not.toMatch(SECRET);
  expect(String(error.stack)).not.toMatch(SECRET);
  expect(error.query).toBe("select $1");
  expect(error.cause).toMatchObject({ detail: expect.stringContaining("kim@secret.test") });
});

it("a bad value is not quoted", () => {
  const bad = new postgres.PostgresError({
    message: 'invalid input syntax for type integer: "session-token"',
    code: "22P02",
  } as never);
  expect(JSON.stringify(describeError(bad))).not.toMatch(SECRET);
});
