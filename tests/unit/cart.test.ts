import { describe, expect, it } from "vitest";
import { lineText, parseLines } from "#lib/cart/line-text.ts";
import { mergeLines } from "#lib/checkout/cart.ts";

describe("a cart", () => {
  it("has one line a product, in the order of ids for everybody", () => {
    const items = [
      { productId: "b", quantity: 1 },
      { productId: "a", quantity: 2 },
      { productId: "b", quantity: 3 },
    ];
    expect(mergeLines(items)).toEqual([
      { productId: "a", quantity: 2 },
      { productId: "b", quantity: 4 },
    ]);
    expect(mergeLines(items.toReversed())).toEqual(mergeLines(items));
  });

  it("refuses more of a product than an order may hold, also when it is split", () => {
    const line = { productId: "a", quantity: 600 };
    expect(() => mergeLines([line, line])).toThrow("At most 1000");
  });

  it("survives its way through an address, and drops what is no line", () => {
    const lines = [
      { productId: "a-1", quantity: 2 },
      { productId: "b_2", quantity: 1 },
    ];
    expect(parseLines(lines.map(lineText))).toEqual(lines);
    expect(parseLines(["", "a", "a:0", "a:-1", "a:1.5", "a:99999", "<script>:1", "a:1", "a:2"])).toEqual([
      { productId: "a", quantity: 3 },
    ]);
  });
});
