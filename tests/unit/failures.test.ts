import { expect, it } from "vitest";
import { CommitUnknownError } from "#db/commit-unknown.ts";
import { failureCode, isDatabaseAway, isUnreachable, isWorthAnotherTry } from "#db/failures.ts";

const errorWith = (fields: Record<string, string>) => Object.assign(new Error("it failed"), fields);

it("takes an error that PgBouncer makes by itself for a database that is away", () => {
  // Its packet has the fields S, C and M: no severity that is the same in every language.
  const refused = errorWith({ severity_local: "FATAL", code: "08P01" });
  const wrapped = new Error("Failed query", { cause: refused });
  expect(failureCode(wrapped)).toBe("08P01");
  expect(isUnreachable(wrapped)).toBe(true);
  expect(isWorthAnotherTry(wrapped)).toBe(true);
});

it("takes no code of our own for PostgreSQL's", () => {
  expect(failureCode(errorWith({ code: "40001" }))).toBeNull();
  expect(failureCode(errorWith({ code: "40001", severity: "ERROR" }))).toBe("40001");
});

it.each([
  ["28P01", "the password is another"],
  ["28000", "the role may not log in"],
  ["3D000", "the database is away"],
  ["55000", "the database takes no connections"],
  ["XX000", "the server gave up"],
])("takes a session that the server ended or never began for a database that is away: %s, %s", (code) => {
  const ended = new Error("Failed query", { cause: errorWith({ severity: "FATAL", code }) });
  expect([isUnreachable(ended), isDatabaseAway(ended), isWorthAnotherTry(ended)]).toEqual([true, true, true]);
  const refused = new Error("Failed query", { cause: errorWith({ severity: "ERROR", code }) });
  expect([isUnreachable(refused), isDatabaseAway(refused), isWorthAnotherTry(refused)]).toEqual([
    false,
    false,
    false,
  ]);
});

it("takes a disk that fails for a passing failure, which is not tried again at once", () => {
  const failed = errorWith({ severity: "ERROR", code: "58030" });
  expect([isUnreachable(failed), isWorthAnotherTry(failed)]).toEqual([true, false]);
});

it("says nothing of a commit whose outcome is unknown, whatever led to it", () => {
  const unknown = new CommitUnknownError({ cause: errorWith({ severity: "FATAL", code: "57P01" }) });
  expect([isUnreachable(unknown), isDatabaseAway(unknown), isWorthAnotherTry(unknown)]).toEqual([
    false,
    false,
    false,
  ]);
});
