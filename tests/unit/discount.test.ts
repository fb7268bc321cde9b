import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { discountColumns, discountFor, discountOf, maxDiscountOf } from "#lib/values/discount.ts";

describe("what a coupon takes off", () => {
  it.each([
    [{ type: "fixed", value: 500 } as const, 3_000, 500],
    [{ type: "fixed", value: 5_000 } as const, 3_000, 3_000],
    [{ type: "percent", value: 15 } as const, 999, 149],
    [{ type: "percent", value: 15, maxDiscount: 100 } as const, 999, 100],
    [{ type: "percent", value: 100 } as const, 999, 999],
  ])("%j off %i is %i", (discount, subtotal, off) => {
    expect(discountFor(discount, subtotal)).toBe(off);
  });

  it("is whole, never negative, and never more than the sum or the cap", () => {
    const money = fc.integer({ min: 1, max: 100_000_000 });
    const percent = fc.record({
      type: fc.constant("percent" as const),
      value: fc.integer({ min: 1, max: 100 }),
      maxDiscount: money,
    });
    const fixed = fc.record({ type: fc.constant("fixed" as const), value: money });
    fc.assert(
      fc.property(fc.oneof(percent, fixed), money, (discount, subtotal) => {
        const off = discountFor(discount, subtotal);
        const cap = "maxDiscount" in discount ? discount.maxDiscount : discount.value;
        return Number.isInteger(off) && off >= 0 && off <= subtotal && off <= cap;
      }),
    );
  });
});

describe("a discount in the columns of its coupon", () => {
  it.each([
    [{ type: "fixed", value: 500 } as const, ["fixed", 500, null]],
    [{ type: "percent", value: 15 } as const, ["percent", 15, null]],
    [{ type: "percent", value: 15, maxDiscount: 100 } as const, ["percent", 15, 100]],
  ])("%j is %j, and comes back as it was", (discount, [discountType, discountValue, maxDiscount]) => {
    const columns = discountColumns(discount);
    expect(columns).toEqual({ discountType, discountValue, maxDiscount });
    expect(discountOf(columns)).toEqual(discount);
    expect(maxDiscountOf(discount) ?? null).toBe(maxDiscount);
  });
});
