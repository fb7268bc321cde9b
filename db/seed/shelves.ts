import { audio } from "./catalogue/audio.ts";
import { desk } from "./catalogue/desk.ts";
import { home } from "./catalogue/home.ts";
import { kitchen } from "./catalogue/kitchen.ts";
import { outdoor } from "./catalogue/outdoor.ts";
import { stationery } from "./catalogue/stationery.ts";
import { daysBefore, idAt, minutesAfter } from "./ids.ts";
import type { Journal, StockedProduct } from "./journal.ts";

const CATALOGUE = { desk, kitchen, audio, outdoor, stationery, home };

/** Puts the whole catalogue on sale, every other day one product, from each category in turn. */
export function stockShelves(journal: Journal, now: Date): StockedProduct[] {
  const shelves = Object.entries(CATALOGUE)
    .flatMap(([category, items]) => items.map((item, place) => ({ category, item, place })))
    .sort((a, b) => a.place - b.place);
  return shelves.map(({ category, item: { saleInMinutes, ...item } }, index) => {
    const createdAt = daysBefore(now, 70 - 2 * index);
    const product = {
      ...item,
      id: idAt(createdAt),
      category,
      imageUrl: `/products/${item.slug}.svg`,
      saleStartsAt: saleInMinutes === undefined ? null : minutesAfter(now, saleInMinutes),
      createdAt,
      updatedAt: createdAt,
    };
    journal.offer(product, createdAt);
    return product;
  });
}

/** @throws Error when the catalogue has no such product. */
export function productOf(goods: readonly StockedProduct[], slug: string): StockedProduct {
  const found = goods.find((product) => product.slug === slug);
  if (!found) throw new Error(`no product ${slug}`);
  return found;
}
