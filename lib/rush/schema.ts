import { z } from "zod";
import { Instant } from "#lib/values/instant.ts";

/** What the simulated shoppers do. */
export const RUSH_KINDS = ["product", "carts", "claim", "top-up", "mixed"] as const;
export type RushKind = (typeof RUSH_KINDS)[number];

const whole = (least: number, most: number) => z.number().int().min(least).max(most);

/** The acts of one run, all of which are compared with the database at its end. */
const MOST_ACTS = 100_000;

/** What a rush is made of. */
export const RushSettings = z
  .strictObject({
    kind: z.enum(RUSH_KINDS).default("product").meta({ description: "What every shopper does" }),
    shoppers: whole(1, 10_000).default(200),
    stock: whole(1, 1_000_000).default(100).meta({ description: "Units of each product, coupons to claim" }),
    seconds: whole(0, 300)
      .default(0)
      .meta({ description: "The time over which they come; 0 is all at once" }),
    times: whole(1, 50).default(1).meta({ description: "How often each of them acts" }),
    processes: whole(1, 64)
      .nullable()
      .default(null)
      .meta({ description: "App processes to hit; null is all" }),
    keep: z.boolean().default(false).meta({ description: "Keep what the run has made, to look at it" }),
  })
  .refine(({ shoppers, times }) => shoppers * times <= MOST_ACTS, {
    path: ["times"],
    error: `Shoppers times acts: at most ${MOST_ACTS}`,
  });
export type RushSettings = z.infer<typeof RushSettings>;

const Count = z.number().int().nonnegative();
const Ms = z.number().nonnegative();

/** How often each answer came, such as `201` or `409 OUT_OF_STOCK`. */
export const Answers = z.record(z.string(), Count);
export type Answers = z.infer<typeof Answers>;

/** Half a second of a rush: answers so far, and how long those of this time were waited for. */
export const RushPoint = z.object({
  ms: Ms.meta({ description: "Since the first shopper" }),
  answers: Answers,
  perSecond: z.number().nonnegative(),
  p50: Ms.nullable(),
  p95: Ms.nullable(),
  p99: Ms.nullable(),
  left: Count.nullable().meta({ description: "Units or coupons left; null where nothing runs out" }),
});
export type RushPoint = z.infer<typeof RushPoint>;

/** Where a run stands. */
export const RushProgress = z.object({
  phase: z.enum(["preparing", "rushing", "auditing", "cleaning", "over"]),
  done: Count.meta({ description: "Shoppers' acts that have come to an end" }),
  total: Count,
  points: z.array(RushPoint),
});
export type RushProgress = z.infer<typeof RushProgress>;

/** What was told and what stands in the database, of one thing that was to be had. */
export const RushSale = z.object({
  what: z.enum(["product", "coupon", "top-up"]),
  name: z.string(),
  offered: Count.nullable().meta({ description: "Null where there is no end of it" }),
  told: Count.meta({ description: "Units that shoppers were told they have" }),
  stored: Count.meta({ description: "Units that the database holds for them" }),
  left: Count.nullable(),
});
export type RushSale = z.infer<typeof RushSale>;

/** What the auditor found after a run. */
export const RushVerdict = z.object({
  ok: z.boolean(),
  sales: z.array(RushSale),
  double: Count.meta({ description: "Rows that nobody was told of, or that two were told of" }),
  lost: Count.meta({ description: "Successes that shoppers were told of and the database lacks" }),
  turnedAway: Count.meta({ description: "Told that it is sold out while there was some left at the end" }),
  unexpected: Count.meta({ description: "Refusals that no such shopper should meet" }),
  unknown: Count.meta({ description: "Acts whose answer never came, however often they were asked again" }),
  broken: z.array(z.string()).meta({ description: "Promises of the whole database that do not hold" }),
  checks: Count.meta({ description: "Promises of the whole database that were checked" }),
  perSecond: z.number().nonnegative(),
  seconds: z.number().nonnegative(),
  p50: Ms.nullable(),
  p95: Ms.nullable(),
  p99: Ms.nullable(),
  longest: Ms.nullable(),
  answers: Answers,
});
export type RushVerdict = z.infer<typeof RushVerdict>;

/** A simulated rush, running or over. */
export const RushRun = z
  .object({
    id: z.string(),
    settings: RushSettings,
    state: z.enum(["running", "done", "cancelled", "failed"]),
    isCancelling: z.boolean(),
    progress: RushProgress,
    verdict: RushVerdict.nullable(),
    failure: z.string().nullable(),
    startedBy: z.string().nullable().meta({ description: "The admin's name; null from a terminal" }),
    createdAt: Instant,
    endedAt: Instant.nullable(),
  })
  .meta({ id: "RushRun" });
export type RushRun = z.infer<typeof RushRun>;
export const RushRunResult = z.object({ run: RushRun }).meta({ id: "RushRunResult" });

/** The kept runs, the newest first; without their charts. */
export const RushRuns = z
  .object({
    isOn: z.boolean().meta({ description: "Whether a rush can be started here" }),
    items: z.array(RushRun.omit({ progress: true })),
  })
  .meta({ id: "RushRuns" });
export type RushRuns = z.infer<typeof RushRuns>;
