import { audio } from "./catalogue/audio.ts";
import { desk } from "./catalogue/desk.ts";
import { home } from "./catalogue/home.ts";
import { kitchen } from "./catalogue/kitchen.ts";
import { outdoor } from "./catalogue/outdoor.ts";
import { stationery } from "./catalogue/stationery.ts";
import { seedCoupons } from "./coupons.ts";
import { daysBefore, idAt } from "./ids.ts";
import { Journal, type StockedProduct } from "./journal.ts";

const CATALOGUE = { desk, kitchen, audio, outdoor, stationery, home };
const CROWD = 120;
const PAST_ORDERS = 84;
const HOUR_DAYS = 1 / 24;

/** The demo shopper's sign-in; anybody who runs the shop may use it. */
export const DEMO = { name: "Demo Shopper", email: "demo@lockstep.local", password: "demo-shopper-1" };

/** Everything that happened in the shop before it opened here, and who the demo shopper is. */
export function tellHistory(now: Date): { journal: Journal; demoId: string } {
  const journal = new Journal();
  const goods = stockShelves(journal, now);
  const coupons = seedCoupons(now);
  for (const coupon of Object.values(coupons)) journal.publish(coupon);
  const crowd = gatherCrowd(journal, now);
  for (const [index, shopper] of crowd.entries()) {
    const at = daysBefore(now, 4 - (index % 40) / 20);
    if (index < 97) journal.claim(shopper, coupons.nearlyGone, at);
    if (index < 50) journal.claim(shopper, coupons.soldOut, at);
    if (index < 38) journal.claim(shopper, coupons.open, at);
    if (index < 71) journal.claim(shopper, coupons.ended, daysBefore(now, 40));
  }
  sellToCrowd(journal, goods, crowd, now);
  return { journal, demoId: playDemo(journal, goods, coupons, now) };
}

function stockShelves(journal: Journal, now: Date): StockedProduct[] {
  const shelves = Object.entries(CATALOGUE).flatMap(([category, items]) =>
    items.map((item) => ({ category, item })),
  );
  return shelves.map(({ category, item: { saleInDays, ...item } }, index) => {
    const createdAt = daysBefore(now, 70 - 2 * index);
    const product = {
      ...item,
      id: idAt(createdAt),
      category,
      imageUrl: `/products/${item.slug}.svg`,
      saleStartsAt: saleInDays === undefined ? null : daysBefore(now, -saleInDays),
      createdAt,
      updatedAt: createdAt,
    };
    journal.offer(product, createdAt);
    return product;
  });
}

function gatherCrowd(journal: Journal, now: Date): string[] {
  return Array.from({ length: CROWD }, (_, index) => {
    const number = String(index + 1).padStart(3, "0");
    const at = daysBefore(now, 50 - (index % 40) / 10);
    const shopper = journal.join({
      name: `Shopper ${number}`,
      email: `${number}@shoppers.lockstep.local`,
      at,
    });
    journal.charge(shopper, 500_000 + 10_000 * (index % 30), at);
    return shopper;
  });
}

/** A week of orders: every product sells, some more than others, and the latest were a few minutes ago. */
function sellToCrowd(
  journal: Journal,
  goods: readonly StockedProduct[],
  crowd: readonly string[],
  now: Date,
): void {
  const sellable = goods.filter(({ stock, saleStartsAt }) => stock > 30 && saleStartsAt === null);
  for (let order = PAST_ORDERS; order > 0; order -= 1) {
    const favourite = sellable[(order * order) % 7];
    const other = sellable[(order * 5) % sellable.length];
    const buyer = crowd[(order * 7) % crowd.length];
    if (!favourite || !other || !buyer) continue;
    const cart = [{ product: other, quantity: 1 + (order % 2) }];
    if (other !== favourite && order % 3 !== 0) cart.push({ product: favourite, quantity: 1 });
    journal.buy(buyer, cart, daysBefore(now, order * 2 * HOUR_DAYS - 1.9 * HOUR_DAYS));
  }
}

/** Three orders of the demo shopper, one with a coupon and one cancelled, and 500,000 points left. */
function playDemo(
  journal: Journal,
  goods: readonly StockedProduct[],
  coupons: ReturnType<typeof seedCoupons>,
  now: Date,
): string {
  const product = (slug: string): StockedProduct => {
    const found = goods.find((one) => one.slug === slug);
    if (!found) throw new Error(`no product ${slug}`);
    return found;
  };
  const demo = journal.join({ name: DEMO.name, email: DEMO.email, at: daysBefore(now, 20) });
  journal.charge(demo, 300_000, daysBefore(now, 20));
  const welcome = journal.claim(demo, coupons.open, daysBefore(now, 9));
  journal.claim(demo, coupons.nearlyGone, daysBefore(now, 4));
  journal.buy(demo, [{ product: product("moon-jar-mug"), quantity: 2 }], daysBefore(now, 8), welcome);
  const notebook = [{ product: product("grid-notebook"), quantity: 1 }];
  journal.cancel(journal.buy(demo, notebook, daysBefore(now, 6)), daysBefore(now, 5.9));
  const evening = [
    { product: product("ripple-candle"), quantity: 1 },
    { product: product("pour-over-set"), quantity: 1 },
  ];
  journal.buy(demo, evening, daysBefore(now, 2));
  journal.charge(demo, 500_000 - (300_000 - 57_600 - 86_000), daysBefore(now, 1));
  return demo;
}
