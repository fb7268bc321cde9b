import { describe, expect, it } from "vitest";
import { RouteTable } from "#server/route-table.ts";

const table = new RouteTable({
  "/api/[...path]": "anything",
  "/api/orders/[id]": "order",
  "/api/orders/[id]/cancel": "cancel",
  "/api/orders/by-key/[key]": "by key",
  "/api/orders": "orders",
  "/api/auth/[...all]": "auth",
});

describe("the table of routes", () => {
  it.each([
    ["/api/orders", "orders", {}],
    ["/api/orders/a%20b", "order", { id: "a b" }],
    ["/api/orders/1/cancel", "cancel", { id: "1" }],
    ["/api/orders/by-key/cancel", "by key", { key: "cancel" }],
    ["/api/orders/by-key", "order", { id: "by-key" }],
    ["/api/auth/sign-in/email", "auth", { all: ["sign-in", "email"] }],
    ["/api/orders/1/2/3", "anything", { path: ["orders", "1", "2", "3"] }],
  ])("finds %s as Next does", (path, entry, params) => {
    expect(table.find(path)).toEqual({ entry, params });
  });

  it("finds nothing outside, and does not guess what can't be decoded", () => {
    expect(table.find("/products")).toBeNull();
    expect(() => table.find("/api/orders/%")).toThrow(URIError);
  });
});
