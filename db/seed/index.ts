import { hashPassword } from "better-auth/crypto";
import { sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/postgres-js";
import { oneConnection } from "../one-connection.ts";
import * as tables from "../schema/index.ts";
import { liftLimits } from "../session-limits.ts";
import { DEMO } from "./demo-account.ts";
import { tellHistory } from "./history.ts";

/** Any number that no other user of the database's advisory locks takes. */
const SEED_LOCK = 7_105_332;

/**
 * Fills an empty database with a shop: products, coupons, a crowd with a week of orders, and a demo shopper.
 * Answers false, and changes nothing, when there are users or products. All of it is one commit. It never
 * analyses: statistics of empty order tables would give later queries plans for empty tables.
 */
export async function seedDatabase(databaseUrl: string): Promise<boolean> {
  const client = oneConnection(databaseUrl);
  try {
    return await drizzle(client).transaction(async (tx) => {
      await tx.execute(sql.raw(liftLimits()));
      await tx.execute(sql`select pg_advisory_xact_lock(${SEED_LOCK})`);
      const [found] = await tx.execute<{ taken: boolean; now: number }>(sql`
        select exists (select from ${tables.users}) or exists (select from ${tables.products}) as taken,
          floor(extract(epoch from now()) * 1000)::float8 as now`);
      if (!found || found.taken) return false;
      const { journal, demoId } = tellHistory(new Date(found.now));
      await tx.insert(tables.users).values(journal.users);
      await tx.insert(tables.accounts).values({
        id: demoId,
        accountId: demoId,
        providerId: "credential",
        userId: demoId,
        password: await hashPassword(DEMO.password),
      });
      await tx.insert(tables.wallets).values(journal.wallets);
      await tx.insert(tables.products).values(journal.products);
      await tx.insert(tables.productStock).values(journal.productStock);
      await tx.insert(tables.coupons).values(journal.coupons);
      await tx.insert(tables.couponStock).values(journal.couponStock);
      await tx.insert(tables.userCoupons).values(journal.userCoupons);
      await tx.insert(tables.orders).values(journal.orders);
      await tx.insert(tables.orderLines).values(journal.orderLines);
      await tx.insert(tables.pointLedger).values(journal.pointLedger);
      await tx.insert(tables.stockMovements).values(journal.stockMovements);
      return true;
    });
  } finally {
    await client.end({ timeout: 5 });
  }
}
