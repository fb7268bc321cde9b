import { describe, expect, it } from "vitest";
import {
  actOf,
  putBackValue,
  quantityField,
  removeValue,
  shownField,
  stepValue,
  typedQuantities,
} from "#app/_cart/cart-form-data.ts";
import { stepped } from "#lib/cart/stepped.ts";

function form(fields: Record<string, string>): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.set(name, value);
  return data;
}

const line = (typed: string, shown = "2") =>
  form({ [quantityField("mug")]: typed, [shownField("mug")]: shown });

describe("the quantities that were typed", () => {
  it.each([
    ["5", 5],
    [" 5 ", 5],
    ["１２", 12],
    ["1,000", 1_000],
    ["5000", 1_000],
    ["0", 0],
  ])("%j is %i", (typed, quantity) => {
    expect(typedQuantities(line(typed))).toEqual([{ productId: "mug", quantity }]);
  });

  it.each(["", "  ", "2", "two", "-1", "1.5", "1e2", "0x10"])("%j changes nothing", (typed) => {
    expect(typedQuantities(line(typed))).toEqual([]);
  });

  it("are only those of products", () => {
    expect(typedQuantities(form({ "quantity:": "5", "quantity:a b": "5", quantity: "5" }))).toEqual([]);
  });
});

describe("the button of the cart that was pressed", () => {
  it("is read from its value", () => {
    expect(actOf(form({ act: stepValue("mug", -1) }))).toEqual({ kind: "step", productId: "mug", step: -1 });
    expect(actOf(form({ act: removeValue("mug") }))).toEqual({ kind: "set", productId: "mug", quantity: 0 });
    expect(actOf(form({ act: putBackValue("mug", 3) }))).toEqual({
      kind: "put",
      productId: "mug",
      quantity: 3,
    });
  });

  it.each([
    "",
    "step:mug",
    "step:mug:x",
    "step:mug:5000",
    "set:mug:-1",
    "put:mug:1001",
    "eat:mug:1",
    "step:m g:1",
  ])("%j is none", (act) => {
    expect(actOf(form({ act }))).toBeNull();
  });
});

describe("a quantity moved by a step", () => {
  it.each([
    [1, 9, 1, 2],
    [1, 9, -1, 0],
    [9, 9, 1, 9],
    // Four are wanted and three are there: the cart shows three.
    [4, 3, -1, 2],
    [4, 3, 1, 3],
    [1_000, 5_000, 1, 1_000],
    // Sold out: what is wanted stays wanted.
    [4, 0, 1, 4],
    [4, 0, -1, 3],
  ])("from %i wanted with %i there by %i is %i", (wanted, stock, step, after) => {
    expect(stepped(wanted, stock, step)).toBe(after);
  });
});
