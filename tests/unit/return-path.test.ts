import { describe, expect, it } from "vitest";
import { returnPath } from "#lib/http/return-path.ts";

const HOME = new URL("http://shop.test/sign-in");

describe("the way back after signing in", () => {
  it.each([
    ["/", "/"],
    ["/points", "/points"],
    ["/checkout?item=1:2&item=3:4", "/checkout?item=1:2&item=3:4"],
    ["/products/moon-jar-mug#details", "/products/moon-jar-mug#details"],
    ["/products/한글", "/products/%ED%95%9C%EA%B8%80"],
    ["/a/../points", "/points"],
    ["/products?next=//evil.example", "/products?next=//evil.example"],
  ])("keeps %s", (next, path) => expect(returnPath(next)).toBe(path));

  it.each([
    "//evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "/\r\n/evil.example",
    "/\t\\evil.example",
    "\t//evil.example",
    " //evil.example",
    "/.//evil.example",
    "/./\\evil.example",
    "/a/..//evil.example",
    "/.\t//evil.example",
    "/%2e//evil.example",
    "/a/%2e%2e//evil.example",
    "https://evil.example",
    "https:/evil.example",
    "https:evil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "//evil.example:80\\@shop.test",
    "//shop.test@evil.example",
    "///evil.example",
    "points",
    "",
    `/${"a".repeat(3_000)}`,
    undefined,
    null,
    ["/points"],
  ])("is home instead of %j", (next) => expect(returnPath(next)).toBe("/"));

  it("never leaves the site, however the pieces of such addresses are put together", () => {
    const pieces = [
      "/",
      "\\",
      ".",
      "..",
      "%2e",
      "\t",
      "\n",
      "\r",
      " ",
      "evil.example",
      "@",
      ":",
      "?",
      "#",
      "%2f",
      "한",
    ];
    for (const a of pieces)
      for (const b of pieces)
        for (const c of pieces)
          for (const d of pieces) {
            const path = returnPath(`/${a}${b}${c}${d}evil.example`);
            expect(new URL(path, HOME).origin).toBe(HOME.origin);
            expect(path).toMatch(/^\/[\x21-\x7e]*$/);
          }
  });
});
