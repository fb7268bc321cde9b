import { afterAll, describe, expect, it } from "vitest";
import { closeDatabase } from "#db/client.ts";
import type { Purchase } from "#lib/checkout/cart.ts";
import { mergeLines } from "#lib/checkout/cart.ts";
import { placeOrders } from "#lib/checkout/check-out.ts";
import { CheckoutResult } from "#lib/checkout/schema.ts";
import { isDomainError } from "#lib/errors.ts";
import type { KeyHold } from "#lib/locking/key-hold.ts";
import { closeLocks, locks, productKeys, withLocks } from "#lib/locking/locks.ts";
import { isStaleToken } from "#lib/locking/stale-token.ts";
import { closeRedis } from "#lib/redis/client.ts";
import { allAtOnce, tally } from "#tests/support/api.ts";
import { newProduct } from "#tests/support/goods.ts";
import { startProcesses } from "#tests/support/own-processes.ts";
import { newShopper, newShoppers, theAdmin } from "#tests/support/people.ts";
import { RedisServer } from "#tests/support/redis-server.ts";
import { database, soldOf, stockOf } from "#tests/support/truth.ts";

const TIMES = { waitMs: 5_000, leaseMs: 5_000 };

afterAll(async () => {
  await closeLocks();
  await closeRedis();
  await closeDatabase();
  await database.end();
});

/** Sells one cart under a lock that the test holds. */
async function placeOrder(purchase: Purchase, lock: KeyHold): Promise<CheckoutResult> {
  const [outcome] = (await placeOrders([purchase], lock)).outcomes;
  if (outcome?.status === "fulfilled") return outcome.value;
  throw outcome?.reason;
}

/** A cart of one as the checkout's route makes it. */
async function purchaseOf(productId: string) {
  const { id } = await newShopper(10_000);
  const lines = mergeLines([{ productId, quantity: 1 }]);
  return { userId: id, lines, locale: "en" as const, once: null };
}

describe("the fence", () => {
  it("refuses a holder that slept while another one sold", async () => {
    const product = await newProduct({ stock: 5 });
    const [sleeper, other] = await Promise.all([purchaseOf(product.id), purchaseOf(product.id)]);
    const keys = productKeys(sleeper.lines);
    let release = () => {};
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    // Begun outside the sleeper's turn, as another caller is: inside it the key would be refused as nested.
    const sold = released.then(() => withLocks(keys, TIMES, (theirs) => placeOrder(other, theirs)));
    const late = locks().withLock(keys, TIMES, async (lock) => {
      // Taken by force: another caller sells meanwhile, and writes its higher token into the row.
      await locks().forceRelease(keys[0] ?? "");
      release();
      await sold;
      return placeOrder(sleeper, lock);
    });
    await expect(late).rejects.toSatisfy(isStaleToken);
    expect(await stockOf(product.id)).toEqual({ quantity: 4, moved: 4 });
    expect(await soldOf(product.id)).toBe(1);
  });

  it("lets a refused holder try again above the token that refused it", async () => {
    const product = await newProduct({ stock: 5 });
    const purchase = await purchaseOf(product.id);
    // As after a failover to a server whose clock is behind.
    const ahead = BigInt(Date.now()) * 1_000n + 60_000_000n;
    await database`update product_stock set fence = ${String(ahead)} where product_id = ${product.id}`;
    const receipt = await withLocks(productKeys(purchase.lines), TIMES, (lock) => placeOrder(purchase, lock));
    expect(CheckoutResult.parse(receipt).order.status).toBe("paid");
    const [row] = await database`select fence::text from product_stock where product_id = ${product.id}`;
    expect(row).toEqual({ fence: String(ahead + 1n) });
  });

  it("rolls back when the lock is lost before the commit", async () => {
    const product = await newProduct({ stock: 5 });
    const purchase = await purchaseOf(product.id);
    const keys = productKeys(purchase.lines);
    const lost = locks().withLock(keys, TIMES, async (lock) => {
      await locks().forceRelease(keys[0] ?? "");
      await new Promise((resolve) => lock.signal.addEventListener("abort", resolve, { once: true }));
      return placeOrder(purchase, lock);
    });
    await expect(lost).rejects.toMatchObject({ code: "LOCK_LOST" });
    expect(await stockOf(product.id)).toEqual({ quantity: 5, moved: 5 });
  });

  it("keeps what was committed when the lock is found lost afterwards", async () => {
    const product = await newProduct({ stock: 5 });
    const purchase = await purchaseOf(product.id);
    const keys = productKeys(purchase.lines);
    const receipt = await withLocks(keys, TIMES, async (lock) => {
      const answer = await placeOrder(purchase, lock);
      await locks().forceRelease(keys[0] ?? "");
      return answer;
    });
    expect(receipt.order.status).toBe("paid");
    expect(await soldOf(product.id)).toBe(1);
  });

  it("needs the lock of what is sold", async () => {
    const product = await newProduct({ stock: 5 });
    const purchase = await purchaseOf(product.id);
    const wrong = locks().withLock("lock:product:another", TIMES, (lock) => placeOrder(purchase, lock));
    await expect(wrong).rejects.toThrow("does not cover");
    expect(await stockOf(product.id)).toEqual({ quantity: 5, moved: 5 });
  });
});

describe("without the lock", () => {
  it("the database alone never oversells: everybody holds the same key by force", async () => {
    const product = await newProduct({ stock: 3 });
    const purchases = await Promise.all(Array.from({ length: 12 }, () => purchaseOf(product.id)));
    const outcomes = await Promise.allSettled(
      purchases.map(async (purchase) => {
        // Each has its own lock manager's word that it holds the product: the worst that Redis can do.
        const lock = await locks().acquire(productKeys(purchase.lines), { waitMs: 20_000, leaseMs: 5_000 });
        await locks().forceRelease(productKeys(purchase.lines)[0] ?? "");
        return placeOrder(purchase, lock);
      }),
    );
    const sold = outcomes.filter(({ status }) => status === "fulfilled").length;
    const refusals = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason] : []));
    expect(sold).toBeLessThanOrEqual(3);
    expect(await soldOf(product.id)).toBe(sold);
    expect(await stockOf(product.id)).toEqual({ quantity: 3 - sold, moved: 3 - sold });
    for (const reason of refusals) {
      const isKnown = isStaleToken(reason) || isDomainError(reason) || reason.code === "LOCK_LOST";
      expect(isKnown).toBe(true);
    }
  });

  it("a rush goes on when Redis forgets everything in the middle", async () => {
    // A Redis of its own: what others count in the shop's is not to be forgotten.
    const server = await RedisServer.start();
    const own = await startProcesses(2, { REDIS_URL: server.url });
    const product = await newProduct({ stock: 20, price: 1 });
    const buyers = await newShoppers(60, 100);
    const checkout = new URL("/api/checkout", own.url).href;
    const buying = allAtOnce(buyers, (buyer) =>
      buyer.post(checkout, { items: [{ productId: product.id, quantity: 1 }] }),
    );
    const redis = server.client();
    for (let flush = 0; flush < 5; flush += 1) await redis.flushall();
    redis.disconnect();
    const counts = tally(await buying);
    await own.app.stop();
    await server.kill();
    expect(await soldOf(product.id)).toBe(counts["201"] ?? 0);
    expect(counts["201"] ?? 0).toBeLessThanOrEqual(20);
    expect((await stockOf(product.id)).quantity).toBe(20 - (counts["201"] ?? 0));
    expect(Object.keys(counts).filter((answer) => answer.startsWith("500"))).toEqual([]);
    expect((await (await theAdmin()).get("/api/admin/audit")).body).toMatchObject({ ok: true });
  });
});
