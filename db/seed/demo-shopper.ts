import type { SeedCoupons } from "./coupons.ts";
import { DEMO } from "./demo-account.ts";
import { daysBefore } from "./ids.ts";
import type { Journal, StockedProduct } from "./journal.ts";
import { productOf } from "./shelves.ts";

const POINTS_LEFT = 500_000;

/**
 * Three orders of the demo shopper, one with a coupon and one cancelled, 500,000 points left and a coupon to
 * use. Returns the demo shopper.
 */
export function playDemo(
  journal: Journal,
  goods: readonly StockedProduct[],
  coupons: SeedCoupons,
  now: Date,
): string {
  const one = (slug: string, quantity = 1) => ({ product: productOf(goods, slug), quantity });
  const demo = journal.join({
    name: DEMO.name,
    email: DEMO.email,
    at: daysBefore(now, 20),
    signsInBy: "demo",
  });
  journal.charge(demo, 300_000, daysBefore(now, 20));
  const welcome = journal.claim(demo, coupons.open, daysBefore(now, 9));
  journal.buy(demo, [one("moon-jar-mug", 2)], daysBefore(now, 8), welcome);
  journal.cancel(journal.buy(demo, [one("grid-notebook")], daysBefore(now, 6)), daysBefore(now, 5.9));
  journal.claim(demo, coupons.nearlyGone, daysBefore(now, 4));
  journal.buy(demo, [one("ripple-candle"), one("pour-over-set")], daysBefore(now, 2));
  journal.charge(demo, POINTS_LEFT - journal.balanceOf(demo), daysBefore(now, 1));
  return demo;
}
