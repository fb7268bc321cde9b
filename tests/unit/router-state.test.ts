import { describe, expect, it } from "vitest";
import { isRouterState } from "#server/edge/router-state.ts";

const encoded = (state: unknown) => encodeURIComponent(JSON.stringify(state));
const page = ["__PAGE__", {}, null, null];

describe("the state that Next's router sends", () => {
  it.each([
    [["", { children: page }]],
    [["", { children: ["(shop)", { children: ["products", { children: page }] }] }, null, null, 16]],
    [["", { children: [["slug", "mug", "d", null], { children: page }] }, null, "refetch"]],
    [["", { children: [["all", "a/b", "oc", ["x"]], {}, ["/a", "/b"], "metadata-only", 3, "x"] }]],
    [["", { children: [["x", "y", "di(..)(..)", null], {}] }]],
  ])("is read: %j", (state) => expect(isRouterState(encoded(state))).toBe(true));

  it("need not be there", () => expect(isRouterState(undefined)).toBe(true));

  it.each([
    "",
    "garbage",
    "%",
    encoded(null),
    encoded([]),
    encoded(["", []]),
    encoded(["", { children: [1, {}] }]),
    encoded(["", { children: [["slug", "mug", "zz", null], {}] }]),
    encoded(["", {}, null, "other"]),
    encoded(["", {}, null, null, null, "x", "too much"]),
    "[".repeat(39_000),
    "x".repeat(40_001),
  ])("is refused: %.40s", (header) => expect(isRouterState(header)).toBe(false));

  it("is refused when there are two", () => {
    expect(isRouterState([encoded(["", {}]), encoded(["", {}])])).toBe(false);
  });
});
