import { setTimeout as pause } from "node:timers/promises";
import { runScript } from "#lib/lock/index.ts";
import type { KeyHold } from "#lib/locking/key-hold.ts";
import { logFailure } from "#lib/observability/log-failure.ts";
import { redis } from "#lib/redis/client.ts";
import { batchedRead } from "#lib/values/batched-read.ts";
import { SET_GATES } from "./sold-out-script.ts";

/** How long it is kept that a gate is closed or was opened. */
const KEPT_MS = {
  /** The next buyer after that asks the database again. */
  closed: 5_000,
  /** Longer than a batch that saw the stock empty can delay its message. */
  open: 120_000,
};

const OPEN_AGAIN_MS = 250;

/** The braces keep all gates in one hash slot of a Cluster: a cart checks several at once, and a batch closes several. */
const gateOf = (productId: string) => `{lockstep-sold-out}:${productId}`;

/** Whether a gate is closed; simultaneous checks share one command. */
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
export async function closeGates(productIds: readonly string[], lock: Pick<KeyHold, "token">): Promise<void> {
  try {
    await setGates("closed", productIds, lock);
  } catch (error) {
    logFailure("warn", "a sold-out gate stays open; the database refuses", error);
  }
}

/**
 * Opens the gates of products whose stock comes back. It is called *before* that is committed, by the holder
 * of their locks: then no gate is ever closed in front of something that can be sold. A caller that closes by an
 * older view has a lower token, and is ignored. Never throws: while Redis is away nobody asks at a gate, and one
 * that is still closed then is opened as soon as Redis is back, or has ended by itself before.
 */
export async function openGates(
  productIds: readonly string[],
  { token }: Pick<KeyHold, "token">,
): Promise<void> {
  const open = () => setGates("open", productIds, { token });
  try {
    await open();
  } catch (error) {
    logFailure("warn", "a sold-out gate is opened later", error);
    void openLater(open);
  }
}

async function openLater(open: () => Promise<void>): Promise<void> {
  // A gate that was closed before Redis went away has ended after this.
  for (const endsAt = performance.now() + 2 * KEPT_MS.closed; performance.now() < endsAt; ) {
    await pause(OPEN_AGAIN_MS);
    const isOpen = await open().then(
      () => true,
      () => false,
    );
    if (isOpen) return;
  }
}

async function setGates(
  state: "closed" | "open",
  productIds: readonly string[],
  { token }: Pick<KeyHold, "token">,
): Promise<void> {
  if (productIds.length === 0) return;
  await runScript(redis(), SET_GATES, productIds.map(gateOf), [state, String(token), KEPT_MS[state]]);
}
