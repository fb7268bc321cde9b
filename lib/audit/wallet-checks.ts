import { sql } from "drizzle-orm";
import type { Check } from "./check.ts";

export const walletChecks: readonly Check[] = [
  {
    name: "wallet-is-sum-of-ledger",
    promise: "A wallet holds what its ledger adds up to.",
    broken: sql`
      select user_id, balance, total from wallets
      left join (select user_id, sum(amount) as total from point_ledger group by user_id) as l using (user_id)
      where balance is distinct from coalesce(total, 0)`,
  },
  {
    name: "wallet-is-last-balance",
    promise: "A wallet holds what its last ledger row says.",
    broken: sql`
      select w.user_id, w.balance, l.balance_after from wallets w
      left join point_ledger l on l.user_id = w.user_id and l.seq = w.ledger_seq
      where w.balance is distinct from coalesce(l.balance_after, 0)`,
  },
  {
    name: "wallet-not-negative",
    promise: "No wallet is overdrawn, or holds more than a wallet may.",
    broken: sql`select user_id, balance from wallets where balance < 0 or balance > 1000000000`,
  },
  {
    name: "only-refunds-pass-the-limit",
    promise: "Nothing but a refund brings a wallet over what a shopper can fill it to.",
    broken: sql`
      select id, user_id, type, balance_after from point_ledger
      where balance_after > 100000000 and amount > 0 and type <> 'refund'`,
  },
  {
    name: "grant-has-actor-and-reason",
    promise:
      "Points that staff grant or take name the admin and the reason, and stand in the admin audit log.",
    broken: sql`
      select id, user_id, type, amount, actor_id, reason from point_ledger l
      where type in ('grant', 'take') and (actor_id is null or coalesce(reason, '') = ''
        or not exists (select from admin_audit_log a where a.target = l.user_id and a.actor_id = l.actor_id
          and a.detail ->> 'entryId' = l.id))`,
  },
  {
    name: "ledger-gapless",
    promise: "A wallet's ledger is numbered from 1 without a gap, up to the wallet's count.",
    broken: sql`
      select w.user_id, ledger_seq, rows, first, last from wallets w
      left join (select user_id, count(*) as rows, min(seq) as first, max(seq) as last from point_ledger group by user_id)
        as l using (user_id)
      where ledger_seq <> coalesce(rows, 0) or coalesce(first, 1) <> 1 or coalesce(last, 0) <> coalesce(rows, 0)`,
  },
  {
    name: "ledger-running-balance",
    promise: "Every ledger row continues from the one before.",
    broken: sql`
      select user_id, seq, amount, balance_after, before from (
        select *, lag(balance_after, 1, 0::bigint) over (partition by user_id order by seq) as before from point_ledger
      ) as l where balance_after <> before + amount or balance_after < 0`,
  },
  {
    name: "ledger-sign-fits-type",
    promise: "A charge, a refund and a grant add, a use and a take lessen.",
    broken: sql`
      select id, type, amount from point_ledger
      where (type = 'use' and amount > 0) or (type = 'refund' and amount < 0) or (type = 'take' and amount >= 0)
        or (type in ('charge', 'grant') and amount <= 0)`,
  },
  {
    name: "wallet-version-keeps-up",
    promise: "A wallet's version moves with every change.",
    broken: sql`select user_id, version, ledger_seq from wallets where version < ledger_seq`,
  },
  {
    name: "ledger-order-is-the-shoppers",
    promise: "A ledger row of an order is in the wallet of who placed it.",
    broken: sql`
      select l.id, l.user_id, o.user_id as buyer from point_ledger l join orders o on o.id = l.order_id
      where o.user_id <> l.user_id`,
  },
];
