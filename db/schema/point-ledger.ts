import { sql } from "drizzle-orm";
import { check, index, integer, pgTable, text, unique, uniqueIndex } from "drizzle-orm/pg-core";
import { amount, instant } from "./columns.ts";
import { orders } from "./orders.ts";
import { users } from "./users.ts";
import { wallets } from "./wallets.ts";

/**
 * Every change of a wallet, append-only (a trigger refuses UPDATE and DELETE). `amount` is signed: a
 * charge, refund or an admin's grant adds, a use or an admin's take takes, and a wallet's balance is the sum of its rows. An order paid
 * wholly by a coupon still writes its debit, of 0, so that every paid order has exactly one.
 */
export const pointLedger = pgTable(
  "point_ledger",
  {
    id: text("id").primaryKey(),
    userId: text("user_id")
      .notNull()
      .references(() => wallets.userId),
    seq: integer("seq").notNull(),
    type: text("type", { enum: ["charge", "use", "refund", "grant", "take"] }).notNull(),
    amount: amount("amount").notNull(),
    balanceAfter: amount("balance_after").notNull(),
    orderId: text("order_id").references(() => orders.id),
    /** Which admin granted or took points, and why. */
    actorId: text("actor_id").references(() => users.id),
    reason: text("reason"),
    createdAt: instant("created_at").notNull().defaultNow(),
  },
  (t) => [
    unique("point_ledger_seq_unique").on(t.userId, t.seq),
    check("point_ledger_seq_positive", sql`${t.seq} > 0`),
    check("point_ledger_balance_after_not_negative", sql`${t.balanceAfter} >= 0`),
    check(
      "point_ledger_sign_fits_type",
      sql`(${t.type} in ('charge', 'grant') and ${t.amount} > 0) or (${t.type} = 'use' and ${t.amount} <= 0) or (${t.type} = 'refund' and ${t.amount} >= 0) or (${t.type} = 'take' and ${t.amount} < 0)`,
    ),
    check("point_ledger_order_fits_type", sql`(${t.type} in ('use', 'refund')) = (${t.orderId} is not null)`),
    check(
      "point_ledger_reason_fits_type",
      sql`(${t.type} in ('grant', 'take')) = (${t.actorId} is not null and ${t.reason} is not null)`,
    ),
    uniqueIndex("point_ledger_one_use_and_refund_per_order")
      .on(t.orderId, t.type)
      .where(sql`${t.orderId} is not null`),
    index("point_ledger_user_id_created_at_idx").on(t.userId, t.createdAt),
    // Rows come in the order of time: a narrow index finds those of a day.
    index("point_ledger_created_at_brin").using("brin", t.createdAt),
  ],
);
