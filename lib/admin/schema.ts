import { z } from "zod";
import { Instant } from "#lib/values/instant.ts";
import { Money } from "#lib/values/money.ts";
import { AdminOrder } from "./order-schema.ts";

/** A lock that somebody holds; or that nobody holds and somebody waits for, without holder and token. */
export const HeldLockView = z.object({
  key: z.string(),
  holder: z.string().nullable(),
  token: z.string().nullable(),
  heldMs: z.number().int().nonnegative(),
  leaseMs: z.number().int().nonnegative(),
  waiting: z.number().int().nonnegative(),
});
export const HeldLocks = z.object({ items: z.array(HeldLockView) }).meta({ id: "HeldLocks" });

const Percentiles = z.object({
  p50: z.number().nullable(),
  p95: z.number().nullable(),
  p99: z.number().nullable(),
});

/** Every held lock with its queue, and how locks did in the last five minutes; times in milliseconds. */
export const LockBoard = z
  .object({
    isUp: z.boolean().meta({ description: "False while Redis is away: the shop sells under row locks" }),
    items: z.array(
      HeldLockView.extend({
        name: z
          .string()
          .nullable()
          .meta({ description: "What the key's product, coupon or shopper is called" }),
        shoppers: z
          .number()
          .int()
          .nonnegative()
          .meta({ description: "Shoppers in the processes' lines for it" }),
        queue: z.array(z.object({ holder: z.string(), waitingMs: z.number() })),
      }),
    ),
    wait: Percentiles,
    hold: Percentiles,
    timedOut: z.number().int().nonnegative(),
    hottest: z.array(
      z.object({
        key: z.string(),
        name: z.string().nullable(),
        taken: z.number().int().nonnegative(),
        wait: Percentiles,
        hold: Percentiles,
      }),
    ),
  })
  .meta({ id: "LockBoard" });
export type LockBoard = z.infer<typeof LockBoard>;

/** What a day of the shop came to. */
const DayFigures = z.object({
  orders: z.number().int().nonnegative(),
  revenue: Money,
  claims: z.number().int().nonnegative(),
  topUps: Money.meta({ description: "Points that shoppers added" }),
});

/** The shop at a glance, on the shop's day. */
export const Overview = z
  .object({
    orders: z.number().int().nonnegative(),
    units: z.number().int().nonnegative(),
    revenue: Money,
    claims: DayFigures.shape.claims,
    topUps: DayFigures.shape.topUps,
    yesterday: DayFigures.meta({ description: "The same up to this time of the day before" }),
    openCoupons: z.number().int().nonnegative(),
    waiting: z.number().int().nonnegative().meta({ description: "Who waits for a lock of a product" }),
    pulse: z
      .array(
        z.object({
          at: z.number().int().meta({ description: "Seconds since 1970" }),
          orders: z.number().int().nonnegative(),
          soldOuts: z.number().int().nonnegative(),
          waits: z.number().int().nonnegative(),
        }),
      )
      .meta({ description: "The seconds of the last five minutes in which something happened" }),
    low: z.array(z.object({ id: z.string(), name: z.string(), stock: z.number().int().nonnegative() })),
    coupons: z
      .array(
        z.object({
          id: z.string(),
          name: z.string(),
          why: z.enum(["opens-soon", "runs-out", "ends-soon"]),
          at: Instant,
          left: z.number().int().nonnegative(),
        }),
      )
      .meta({ description: "Coupons that open or end within a day, or are nearly gone" }),
    broken: z.array(z.string()).meta({ description: "What the last audit found broken" }),
    isLockUp: z.boolean().meta({ description: "Whether this process sells under the lock: Redis is there" }),
    latest: z.array(AdminOrder),
  })
  .meta({ id: "Overview" });
export type Overview = z.infer<typeof Overview>;
