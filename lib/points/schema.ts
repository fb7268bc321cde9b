import { z } from "zod";
import { Instant } from "#lib/values/instant.ts";
import { Money } from "#lib/values/money.ts";
import { cursorQuery, historyOf } from "#lib/values/pagination.ts";

/** The least and the most of one top-up. */
export const TOP_UP_MIN = 100;
export const TOP_UP_MAX = 1_000_000;

export const TopUpBody = z
  .strictObject({
    amount: z
      .number()
      .int("Whole points only")
      .min(TOP_UP_MIN, `At least ${TOP_UP_MIN} points`)
      .max(TOP_UP_MAX, `At most ${TOP_UP_MAX} points`),
  })
  .meta({ id: "TopUpBody" });
export type TopUpBody = z.infer<typeof TopUpBody>;

export const Balance = z.object({ balance: Money }).meta({ id: "Balance" });

/** A row of a wallet's ledger. `amount` is signed: a use takes, and so does staff's `take`. */
export const LedgerEntry = z
  .object({
    id: z.string(),
    type: z.enum(["charge", "use", "refund", "grant", "take"]),
    amount: z.number().int(),
    balanceAfter: Money,
    orderId: z.string().optional(),
    reason: z.string().optional().meta({ description: "Why staff granted or took them" }),
    createdAt: Instant,
  })
  .meta({ id: "LedgerEntry" });
export type LedgerEntry = z.infer<typeof LedgerEntry>;

export const TopUpResult = z.object({ balance: Money, entry: LedgerEntry }).meta({ id: "TopUpResult" });
export type TopUpResult = z.infer<typeof TopUpResult>;

/** The number of a ledger row, as a cursor holds it. */
export const LEDGER_KEY = /^[1-9]\d{0,8}$/;
export const LedgerQuery = cursorQuery(LEDGER_KEY);
export const LedgerHistory = historyOf(LedgerEntry).meta({ id: "LedgerHistory" });
export type LedgerHistory = z.infer<typeof LedgerHistory>;
