import { seedCoupons } from "./coupons.ts";
import { claimCoupons, gatherCrowd, sellToCrowd } from "./crowd.ts";
import { playDemo } from "./demo-shopper.ts";
import { Journal } from "./journal.ts";
import { stockShelves } from "./shelves.ts";

/** Everything that happened in the shop before it opened here, and the demo shopper. */
export function tellHistory(now: Date): { journal: Journal; demoId: string } {
  const journal = new Journal();
  const goods = stockShelves(journal, now);
  const coupons = seedCoupons(now);
  for (const coupon of Object.values(coupons)) journal.publish(coupon);
  const crowd = gatherCrowd(journal, now);
  claimCoupons(journal, crowd, coupons, now);
  sellToCrowd(journal, goods, crowd, now);
  return { journal, demoId: playDemo(journal, goods, coupons, now) };
}
