import { z } from "zod";
import { Won } from "#lib/values/money.ts";
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

/** The shop at a glance, on the shop's day. */
export const Overview = z
  .object({
    orders: z.number().int().nonnegative(),
    units: z.number().int().nonnegative(),
    revenue: Won,
    openCoupons: z.number().int().nonnegative(),
    waiting: z.number().int().nonnegative().meta({ description: "Who waits for a lock of a product" }),
    low: z.array(z.object({ id: z.string(), name: z.string(), stock: z.number().int().nonnegative() })),
    latest: z.array(AdminOrder),
  })
  .meta({ id: "Overview" });
export type Overview = z.infer<typeof Overview>;
