import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { LiveValues } from "#app/_live/live-values.ts";

const START = Date.parse("2026-11-24T09:00:00Z");
const product = { kind: "product", id: "p" } as const;
let wishesChanged: number;
let values: LiveValues;

/** News that left the shop at this instant of its clock. */
const news = (sentAt: number, stock?: number) => ({
  now: new Date(sentAt).toISOString(),
  ...(stock === undefined ? {} : { products: [{ id: "p", stock, price: 1, saleStartsAt: null }] }),
});
const shopNow = () => (values.clock ?? Number.NaN) + performance.now();

beforeEach(() => {
  vi.useFakeTimers();
  wishesChanged = 0;
  values = new LiveValues(() => {
    wishesChanged += 1;
  });
});

afterEach(() => {
  vi.useRealTimers();
});

describe("the live values of a page", () => {
  it("take the shop's clock from the news that was least on the way", () => {
    expect(values.clock).toBeNull();
    // The shop's clock runs with the page's; each news is on the way for a while.
    for (const delayMs of [300, 40, 900, 120]) {
      const sentAt = START + performance.now();
      vi.advanceTimersByTime(delayMs);
      values.take(news(sentAt));
    }
    expect(START + performance.now() - shopNow()).toBeCloseTo(40);
  });

  it("follow a clock that was set back", () => {
    values.take(news(START));
    values.take(news(START - 60_000));
    expect(shopNow()).toBeCloseTo(START - 60_000);
  });

  it("wake who wants to know, keep nothing for nobody, and say when the wishes change", () => {
    let woken = 0;
    const wake = () => {
      woken += 1;
    };
    values.take(news(START, 9));
    expect(values.valueOf(product)).toBeUndefined();
    const stops = [values.listen(product, wake), values.listen(product, () => {})];
    values.take(news(START, 8));
    expect([woken, wishesChanged, values.wishes]).toEqual([1, 1, [product]]);
    expect(values.valueOf(product)).toMatchObject({ stock: 8 });
    for (const stop of stops) stop();
    expect([wishesChanged, values.wishes, values.valueOf(product)]).toEqual([2, [], undefined]);
  });
});
