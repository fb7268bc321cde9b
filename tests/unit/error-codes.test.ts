import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { ERRORS } from "#lib/errors.ts";

const statements = readdirSync("tests", { recursive: true, encoding: "utf8" })
  .filter((file) => /\.(?:test|spec)\.ts$/.test(file))
  .flatMap((file) => readFileSync(join("tests", file), "utf8").split(/;\n/));

const isAssertion = (statement: string) => /\bexpect\b|\bit\.each\b|\bcodes?\b/.test(statement);

it.each(Object.keys(ERRORS))("%s stands in an assertion of a test", (code) => {
  const named = new RegExp(`["'\`\\s]${code}["'\`]`);
  expect(statements.some((statement) => isAssertion(statement) && named.test(statement))).toBe(true);
});
