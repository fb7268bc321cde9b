import { afterAll, describe, expect, it } from "vitest";
import { closeDatabase } from "#db/client.ts";
import type { Purchase } from "#lib/checkout/cart.ts";
import { mergeLines } from "#lib/checkout/cart.ts";
import { placeOrders } from "#lib/checkout/check-out.ts";
import type { Lock } from "#lib/lock/index.ts";
import type { KeyHold } from "#lib/locking/key-hold.ts";
import { closeLocks, locks, productKeys, withLocks } from "#lib/locking/locks.ts";
import { isStaleToken } from "#lib/locking/stale-token.ts";
import { closeRedis } from "#lib/redis/client.ts";
import { newProduct } from "#tests/support/goods.ts";
import { newShoppers } from "#tests/support/people.ts";
import { database, soldOf, stockOf } from "#tests/support/truth.ts";

/** A thousand in `npm run test:faults`. */
const HOLDERS = process.env["TEST_LONG"] === "1" ? 1_000 : 150;
const AT_ONCE = 6;
const TIMES = { waitMs: 5_000, leaseMs: 5_000 };

afterAll(async () => {
  await closeLocks();
  await closeRedis();
  await closeDatabase();
  await database.end();
});

/** Sells one cart under a hold. */
async function placeOrder(purchase: Purchase, hold: KeyHold): Promise<void> {
  const [outcome] = (await placeOrders([purchase], hold)).outcomes;
  if (outcome?.status !== "fulfilled") throw outcome?.reason;
}

describe(`${HOLDERS} holders that come back from their sleep`, () => {
  /** Holds that have ended long ago, oldest first; their holders do not know. */
  async function staleHolds(keys: readonly string[]): Promise<KeyHold[]> {
    const holds: KeyHold[] = [];
    for (let count = 0; count < HOLDERS; count += 1) {
      const lock = await locks().acquire(keys, TIMES);
      holds.push(asleep(lock));
      await lock.release();
    }
    return holds;
  }

  /** What its holder believes who slept through the end: everything is as it was. */
  const asleep = (lock: Lock): Lock =>
    new Proxy(lock, {
      get: (target, name) => {
        if (name === "signal") return new AbortController().signal;
        const value: unknown = Reflect.get(target, name, target);
        return typeof value === "function" ? (value.bind(target) as unknown) : value;
      },
    });

  /** Has each of them sell one; answers how many could, and why the others could not. */
  async function commitAll(holds: readonly KeyHold[], purchases: readonly Purchase[]) {
    const reasons: unknown[] = [];
    let accepted = 0;
    const waiting = [...holds.entries()];
    const work = async () => {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        const [at, hold] = next;
        const purchase = purchases[at % purchases.length];
        if (!purchase) throw new Error("nobody buys");
        await placeOrder(purchase, hold).then(
          () => {
            accepted += 1;
          },
          (reason: unknown) => reasons.push(reason),
        );
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    return { accepted, reasons };
  }

  it("sell nothing behind a newer one, and would without the fence", async () => {
    const product = await newProduct({ stock: 5_000, price: 1 });
    const lines = mergeLines([{ productId: product.id, quantity: 1 }]);
    const purchases = (await newShoppers(20, 10_000)).map(
      ({ id: userId }): Purchase => ({ userId, lines, locale: "en", once: null }),
    );
    const [first] = purchases;
    if (!first) throw new Error("nobody buys");
    const keys = productKeys(first.lines);
    const holds = await staleHolds(keys);
    await withLocks(keys, TIMES, (lock) => placeOrder(first, lock));
    const { accepted, reasons } = await commitAll(holds, purchases);
    expect(accepted).toBe(0);
    expect(reasons.filter((reason) => !isStaleToken(reason))).toEqual([]);
    expect(await soldOf(product.id)).toBe(1);

    // The negative control: the row has forgotten the newer holder, as a row without a fence does.
    await database`update product_stock set fence = 0 where product_id = ${product.id}`;
    const without = await commitAll(holds, purchases);
    expect(without.accepted).toBeGreaterThan(0);
    expect(await stockOf(product.id)).toMatchObject({ quantity: 5_000 - 1 - without.accepted });
  });
});
