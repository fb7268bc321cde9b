import { DomainError } from "#lib/errors.ts";
import type { Lock } from "#lib/lock/index.ts";
import { runScript } from "#lib/lock/index.ts";
import { log } from "#lib/observability/log.ts";
import { redis } from "#lib/redis/client.ts";
import { batchedRead } from "#lib/values/batched-read.ts";
import { SET_GATES } from "./sold-out-script.ts";

/** How long it is kept that a gate is closed or was opened. */
const KEPT_MS = {
  /** The next buyer after that asks the database again. */
  closed: 5_000,
  /** Longer than any turn that saw the stock empty can be late with its word. */
  open: 120_000,
};

const gateOf = (productId: string) => `lockstep:sold-out:${productId}`;

/** Whether a gate is closed, asked for all who come to theirs at the same time by one command. */
const isClosed = batchedRead(async (productIds: readonly string[]) => {
  const gates = await redis().mget(productIds.map(gateOf));
  return gates.map((gate) => gate?.startsWith("closed:") ?? false);
});

/**
 * The first of the products that is known to be sold out, or null. It is only a shortcut: what it lets through
 * is decided by the database, and so is everything when Redis is away.
 */
export async function soldOut(productIds: readonly string[]): Promise<string | null> {
  try {
    const closed = await Promise.all(productIds.map(isClosed));
    return productIds.find((_, index) => closed[index]) ?? null;
  } catch {
    return null;
  }
}

/** Lets nobody else in for products that the holder of their lock saw sold out. Never throws. */
export async function closeGates(productIds: readonly string[], lock: Pick<Lock, "token">): Promise<void> {
  try {
    await setGates("closed", productIds, lock);
  } catch (error) {
    log().warn({ err: error }, "a sold-out gate stays open; the database refuses");
  }
}

/**
 * Opens the gates of products whose stock comes back. It is called *before* that is committed, by the holder
 * of their locks: then no gate is ever closed in front of something that can be sold. Whoever closes by an
 * older view has a lower token, and is ignored.
 * @throws DomainError UNAVAILABLE when Redis can't be told: the stock must not come back then.
 */
export async function openGates(productIds: readonly string[], lock: Pick<Lock, "token">): Promise<void> {
  try {
    await setGates("open", productIds, lock);
  } catch (error) {
    log().warn({ err: error }, "a sold-out gate can't be opened");
    throw new DomainError(
      "UNAVAILABLE",
      "The shop can't do this for a moment. Nothing was changed; try again.",
    );
  }
}

async function setGates(
  state: "closed" | "open",
  productIds: readonly string[],
  { token }: Pick<Lock, "token">,
): Promise<void> {
  if (productIds.length === 0) return;
  await runScript(redis(), SET_GATES, productIds.map(gateOf), [state, String(token), KEPT_MS[state]]);
}
