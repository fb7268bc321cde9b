import { sql } from "drizzle-orm";
import { check, integer, pgTable, text } from "drizzle-orm/pg-core";
import { amount, fence, instant } from "./columns.ts";
import { users } from "./users.ts";

/** The most points that a shopper can bring a wallet to. */
export const WALLET_LIMIT = 100_000_000;

/** The most that a wallet holds: an order that staff cancel is refunded also where the wallet is full. */
export const WALLET_REFUND_LIMIT = 10 * WALLET_LIMIT;

/**
 * A shopper's points. Every change moves `version` and `ledger_seq` by one and writes one ledger row,
 * so the wallet can be proven from its ledger. `fence` guards top-ups, the writer that holds the
 * shopper's lock; checkouts are guarded by the row itself (`balance >= total`).
 */
export const wallets = pgTable(
  "wallets",
  {
    userId: text("user_id")
      .primaryKey()
      .references(() => users.id),
    balance: amount("balance").notNull().default(0),
    version: integer("version").notNull().default(0),
    ledgerSeq: integer("ledger_seq").notNull().default(0),
    fence: fence(),
    updatedAt: instant("updated_at").notNull().defaultNow(),
  },
  (t) => [
    check(
      "wallets_balance_in_range",
      sql`${t.balance} between 0 and ${sql.raw(String(WALLET_REFUND_LIMIT))}`,
    ),
    check(
      "wallets_counters_not_negative",
      sql`${t.version} >= 0 and ${t.ledgerSeq} >= 0 and ${t.fence} >= 0`,
    ),
  ],
);
