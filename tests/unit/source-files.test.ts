import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { fingerprint } from "#scripts/stack/source-files.ts";

let folder: string;
const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
const mark = () => fingerprint([join(folder, "page.ts")]);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "lockstep-"));
  write("page.ts", 'import { one } from "./one.ts";');
  write("one.ts", 'export const one = () => import("./two.ts");');
  write("two.ts", "export const two = 2;");
  write("other.ts", "export const other = 3;");
});

afterEach(() => rmSync(folder, { recursive: true }));

it("sees a change in a file that is imported by an imported file", () => {
  const before = mark();
  write("two.ts", "export const two = 22;");
  expect(mark()).not.toBe(before);
});

it("does not see a change in a file that nothing imports", () => {
  const before = mark();
  write("other.ts", "export const other = 33;");
  expect(mark()).toBe(before);
});
