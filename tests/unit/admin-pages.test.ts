import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";

const pages = readdirSync("app/admin", { recursive: true, encoding: "utf8" }).filter((file) =>
  /(?:^|\/)page\.tsx$/.test(file),
);
const listed = readFileSync("tests/e2e/admin.spec.ts", "utf8");

it.each(pages)("app/admin/%s is for admins only", (page) => {
  expect(readFileSync(`app/admin/${page}`, "utf8")).toMatch(/<AdminPage|requireAdmin\(/);
});

it.each(pages.filter((page) => !page.includes("[")))(
  "app/admin/%s is asked for by a shopper in a browser",
  (page) => {
    expect(listed).toContain(`"/admin/${page}"`.replace(/\/?page\.tsx"$/, '"'));
  },
);
