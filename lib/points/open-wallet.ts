import { writeDb } from "#db/client.ts";
import { wallets } from "#db/schema/index.ts";

/** Gives the shopper an empty wallet; does nothing when there is one. */
export async function openWallet(userId: string): Promise<void> {
  await writeDb().insert(wallets).values({ userId }).onConflictDoNothing();
}
