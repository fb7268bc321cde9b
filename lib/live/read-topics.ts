import { eq, inArray, sql } from "drizzle-orm";
import { db } from "#db/client.ts";
import { couponStock, coupons, productStock, products } from "#db/schema/index.ts";
import { readLockBoard } from "#lib/admin/lock-board.ts";
import { readOverview } from "#lib/admin/overview.ts";
import { popularProducts } from "#lib/catalog/popularity.ts";
import { isDomainError } from "#lib/errors.ts";
import {
  couponTopic,
  idsIn,
  type PopularPeriod,
  productTopic,
  rushTopic,
  type Topic,
} from "#lib/page-tags/topics.ts";
import { getRun } from "#lib/rush/runs.ts";
import type { Reading, Saying } from "./hub.ts";
import { LiveCoupon, LivePopular, LiveProduct } from "./schema.ts";

/** So many best sellers are told. */
const RANKED = 12;

type Said = [Topic, Saying];

/** Reads what these topics say now: one query for the products, one for the coupons. */
export async function readTopics(topics: readonly Topic[]): Promise<Reading> {
  const [now, ...said] = await Promise.all([
    readClock(),
    readProducts(idsIn("product", topics)),
    readCoupons(idsIn("coupon", topics)),
    readPopular("today", topics),
    readPopular("week", topics),
    topics.includes("overview") ? readOverview().then((it): Said[] => [["overview", { overview: it }]]) : [],
    topics.includes("locks") ? readLockBoard().then((it): Said[] => [["locks", { locks: it }]]) : [],
    ...idsIn("rush", topics).map(readRush),
  ]);
  return { now, sayings: new Map(said.flat()) };
}

async function readClock(): Promise<Date> {
  const [row] = await db().execute<{ ms: number }>(
    sql`select extract(epoch from clock_timestamp())::float8 * 1000 as ms`,
  );
  if (!row) throw new Error("the database does not know the time");
  return new Date(row.ms);
}

async function readProducts(ids: string[]): Promise<Said[]> {
  if (ids.length === 0) return [];
  const rows = await db()
    .select({
      id: products.id,
      stock: sql<number>`case when ${products.status} = 'published' then ${productStock.quantity} else 0 end`,
      price: products.price,
      saleStartsAt: products.saleStartsAt,
    })
    .from(products)
    .innerJoin(productStock, eq(productStock.productId, products.id))
    .where(inArray(products.id, ids));
  return rows.map((row) => [
    productTopic(row.id),
    { products: [LiveProduct.parse({ ...row, saleStartsAt: row.saleStartsAt?.toISOString() ?? null })] },
  ]);
}

async function readCoupons(ids: string[]): Promise<Said[]> {
  if (ids.length === 0) return [];
  const rows = await db()
    .select({
      id: coupons.id,
      quantity: couponStock.quantity,
      issued: couponStock.issued,
      startsAt: coupons.startsAt,
      endsAt: sql<Date>`least(${coupons.endsAt}, ${coupons.archivedAt})`.mapWith(coupons.endsAt),
    })
    .from(coupons)
    .innerJoin(couponStock, eq(couponStock.couponId, coupons.id))
    .where(inArray(coupons.id, ids));
  return rows.map(({ id, quantity, issued, startsAt, endsAt }) => {
    const counts = { remaining: quantity - issued, totalQuantity: quantity };
    const times = { startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString() };
    return [couponTopic(id), { coupons: [LiveCoupon.parse({ id, ...counts, ...times })] }];
  });
}

async function readPopular(period: PopularPeriod, topics: readonly Topic[]): Promise<Said[]> {
  const topic: Topic = `popular:${period}`;
  if (!topics.includes(topic)) return [];
  const popular = LivePopular.parse({ period, items: await popularProducts(period, RANKED) });
  return [[topic, { popular }]];
}

/** A run that does not exist says nothing. */
async function readRush(id: string): Promise<Said[]> {
  const rush = await getRun(id).catch((error: unknown) => {
    if (isDomainError(error, "NOT_FOUND")) return undefined;
    throw error;
  });
  return rush ? [[rushTopic(id), { rush }]] : [];
}
