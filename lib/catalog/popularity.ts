import { isOfRush } from "#db/rush-rows.ts";
import { announcePopularity } from "#lib/announcements/announce.ts";
import { runScript } from "#lib/lock/index.ts";
import { logFailure } from "#lib/observability/log-failure.ts";
import { tagPage } from "#lib/page-tags/page-tags.ts";
import { redis } from "#lib/redis/client.ts";
import { lastDays, shopDay } from "#lib/values/shop-day.ts";
import { COUNT_EVENTS, REPLACE_DAY } from "./popularity-scripts.ts";
import { readDay, readUnits } from "./sales-reading.ts";

const KEEP_SECONDS = 9 * 24 * 60 * 60;
/** A day's count is read from the orders again after this time, so that whatever went wrong heals. */
const READY_SECONDS = 10 * 60;
const REBUILD_MS = 30_000;
const READING_MS = 1_000;
const DAYS = { today: 1, week: 7 } as const;

/** An order as popularity sees it. */
export interface SoldOrder {
  readonly orderId: string;
  readonly createdAt: Date;
  readonly lines: readonly { readonly productId: string; readonly quantity: number }[];
}

/** A product's place among the best sellers. */
export interface Ranked {
  readonly rank: number;
  readonly productId: string;
  readonly sold: number;
}

const keysOf = (day: string) =>
  ["units", "ready", "journal", "counted"].map((name) => `{lockstep-popular}:${day}:${name}`);

/** Counts orders that were committed. Never throws: popularity is not worth failing an order. */
export const recordSales = (orders: readonly SoldOrder[]): Promise<void> => record(orders, "paid", 1);

/** Takes an order that was cancelled out of the day that it was placed on. Never throws. */
export const recordCancellation = (order: SoldOrder): Promise<void> => record([order], "cancelled", -1);

async function record(orders: readonly SoldOrder[], what: "paid" | "cancelled", sign: 1 | -1): Promise<void> {
  const days = new Map<string, string[]>();
  for (const { orderId, createdAt, lines } of orders) {
    // Nobody wants what a simulation sold among the best sellers.
    if (lines.some(({ productId }) => isOfRush(productId))) continue;
    const units = lines.flatMap(({ productId, quantity }) => [productId, sign * quantity]);
    const event = JSON.stringify([`${orderId}:${what}`, ...units]);
    const day = shopDay(createdAt);
    days.set(day, [...(days.get(day) ?? []), event]);
  }
  if (days.size === 0) return;
  try {
    await Promise.all(
      [...days].map(([day, events]) =>
        runScript(redis(), COUNT_EVENTS, keysOf(day), [KEEP_SECONDS, ...events]),
      ),
    );
    announcePopularity();
  } catch (error) {
    logFailure("warn", "popularity was not counted; the next rebuild will", error);
  }
}

/** The best sellers of the shop's day, or of the last seven, by units in orders that stand. */
export async function popularProducts(period: keyof typeof DAYS, limit: number): Promise<Ranked[]> {
  tagPage([`popular:${period}`]);
  const days = await Promise.all(lastDays(new Date(), DAYS[period]).map(unitsOf));
  const sums = new Map<string, number>();
  for (const [productId, units] of days.flat()) sums.set(productId, (sums.get(productId) ?? 0) + units);
  return (
    [...sums]
      .filter(([, sold]) => sold > 0)
      // The newer of two first, as in the catalogue: ids sort by time.
      .sort(([a, soldA], [b, soldB]) => soldB - soldA || (a > b ? -1 : 1))
      .slice(0, limit)
      .map(([productId, sold], index) => ({ rank: index + 1, productId, sold }))
  );
}

/** A day's units by product: from Redis when it is ready there, else from the orders, which then refill Redis. */
async function unitsOf(day: string): Promise<[productId: string, units: number][]> {
  try {
    const [units = "", ready = ""] = keysOf(day);
    if ((await redis().exists(ready)) === 0 && !(await rebuild(day))) return fromOrders(day);
    const flat = await redis().zrange(units, "0", "-1", "WITHSCORES");
    return flat.flatMap((productId, at) => (at % 2 === 0 ? [[productId, Number(flat[at + 1])]] : []));
  } catch (error) {
    logFailure("warn", "popularity comes from the orders", error, { day });
    return fromOrdersOnce(day);
  }
}

const readings = new Map<string, { readonly at: number; readonly units: ReturnType<typeof fromOrders> }>();

/** While Redis is away everybody of a second is told what one reading found. */
function fromOrdersOnce(day: string): ReturnType<typeof fromOrders> {
  const last = readings.get(day);
  if (last && performance.now() - last.at < READING_MS) return last.units;
  const units = fromOrders(day);
  readings.set(day, { at: performance.now(), units });
  units.catch(() => readings.delete(day));
  return units;
}

async function fromOrders(day: string): Promise<[productId: string, units: number][]> {
  return (await readUnits(day)).map(({ productId, units }) => [productId, units]);
}

/** Reads a day from the orders into Redis; false when somebody else is at it. */
async function rebuild(day: string): Promise<boolean> {
  const mark = `{lockstep-popular}:${day}:rebuilding`;
  if ((await redis().set(mark, "1", "PX", REBUILD_MS, "NX")) === null) return false;
  try {
    const [, , journal = ""] = keysOf(day);
    // What was kept so far is in the orders by now; what comes from here on may not be in the reading.
    await redis().del(journal);
    const { units, seen } = await readDay(day);
    const flat = units.flatMap(({ productId, units: sold }) => [productId, sold]);
    const args = [KEEP_SECONDS, READY_SECONDS, seen.length, ...seen, ...flat];
    await runScript(redis(), REPLACE_DAY, keysOf(day), args);
    return true;
  } finally {
    await redis().del(mark);
  }
}
