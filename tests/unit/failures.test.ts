import { expect, it } from "vitest";
import { failureCode, isUnreachable, isWorthAnotherTry } from "#db/failures.ts";

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
