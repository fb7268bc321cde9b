import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { requestHash } from "#lib/idempotency/request-hash.ts";

/** The same JSON with the fields of every object in the opposite order. */
function turned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turned);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, field]) => [name, turned(field)]),
  );
}

describe("what a request asks", () => {
  it("does not depend on the order of fields", () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => requestHash(value) === requestHash(turned(value))));
  });

  it("depends on everything else", () => {
    const asked = {
      items: [
        { productId: "a", quantity: 1 },
        { productId: "b", quantity: 1 },
      ],
    };
    const others = [
      {
        items: [
          { productId: "a", quantity: 1 },
          { productId: "b", quantity: 2 },
        ],
      },
      {
        items: [
          { productId: "b", quantity: 1 },
          { productId: "a", quantity: 1 },
        ],
      },
      { ...asked, userCouponId: "c" },
      {
        items: [
          { productId: "a", quantity: "1" },
          { productId: "b", quantity: 1 },
        ],
      },
    ];
    expect(new Set([asked, ...others].map(requestHash)).size).toBe(5);
    expect(requestHash({ ...asked, expectedTotal: undefined })).toBe(requestHash(asked));
  });
});
