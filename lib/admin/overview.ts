import { and, count, eq, isNull, sql } from "drizzle-orm";
import { db } from "#db/client.ts";
import { isNotOfRush } from "#db/rush-rows.ts";
import { couponStock, coupons } from "#db/schema/index.ts";
import { lastRun } from "#lib/audit/kept-runs.ts";
import { isLockUp, locks } from "#lib/locking/locks.ts";
import { readPulse } from "#lib/pulse/pulse.ts";
import { dayBounds, shopDay } from "#lib/values/shop-day.ts";
import { couponsToMind, lowStock } from "./attention.ts";
import { figuresOf, unitsOf } from "./day-figures.ts";
import { latestOrders } from "./list-orders.ts";
import { Overview } from "./schema.ts";

const SHOWN = 8;
const DAY_MS = 24 * 60 * 60 * 1_000;

/** The shop at a glance: what was sold on the shop's day against the day before, the lines of waiters, what needs a look. */
export async function readOverview(): Promise<Overview> {
  const now = new Date();
  const { from } = dayBounds(shopDay(now));
  const before = { from: new Date(from.getTime() - DAY_MS), to: new Date(now.getTime() - DAY_MS) };
  const [today, units, yesterday, openCoupons, waiting, pulse, low, toMind, audit, latest] =
    await Promise.all([
      figuresOf({ from }),
      unitsOf({ from }),
      keptYesterday(before),
      countOpenCoupons(),
      countWaiting(),
      readPulse(),
      lowStock(),
      couponsToMind(),
      lastRun(),
      latestOrders(SHOWN),
    ]);
  const broken = audit?.checks.flatMap(({ name, ok }) => (ok ? [] : [name])) ?? [];
  return Overview.parse({
    ...today,
    units,
    yesterday,
    openCoupons,
    waiting,
    pulse,
    low,
    coupons: toMind,
    broken,
    isLockUp: isLockUp(),
    latest,
  });
}

type Figures = Awaited<ReturnType<typeof figuresOf>>;
const KEPT_MS = 60_000;
let kept: { readonly at: number; readonly figures: Figures } | undefined;

/** What is over changes little: it is read once a minute, not with every order of a rush. */
async function keptYesterday(span: { readonly from: Date; readonly to: Date }): Promise<Figures> {
  if (kept && performance.now() - kept.at < KEPT_MS) return kept.figures;
  const figures = await figuresOf(span);
  kept = { at: performance.now(), figures };
  return figures;
}

async function countOpenCoupons(): Promise<number> {
  const [open] = await db()
    .select({ coupons: count() })
    .from(coupons)
    .innerJoin(couponStock, eq(couponStock.couponId, coupons.id))
    .where(
      and(
        isNull(coupons.archivedAt),
        isNotOfRush(coupons.id),
        sql`now() between ${coupons.startsAt} and ${coupons.endsAt} and ${couponStock.issued} < ${couponStock.quantity}`,
      ),
    );
  return open?.coupons ?? 0;
}

/** How many stand in line before products; nobody, as far as anybody can see, while Redis is away. */
async function countWaiting(): Promise<number> {
  const held = await locks()
    .inspect()
    .catch(() => []);
  return held
    .filter(({ key }) => key.startsWith("lock:product:"))
    .reduce((sum, { waiting }) => sum + waiting, 0);
}
