import { setTimeout as pause } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { LOCK_TIMES } from "#lib/locking/locks.ts";
import { AppDoor } from "#tests/support/app-door.ts";
import { newCoupon, newProduct } from "#tests/support/goods.ts";
import { startProcesses } from "#tests/support/own-processes.ts";
import { newShoppers, type Shopper } from "#tests/support/people.ts";
import { RedisServer } from "#tests/support/redis-server.ts";
import { database, soldOf, stockOf } from "#tests/support/truth.ts";

let redis: RedisServer;
let shop: Awaited<ReturnType<typeof startProcesses>>;
let shoppers: Shopper[];

beforeAll(async () => {
  redis = await RedisServer.start();
  shop = await startProcesses(2, { REDIS_URL: redis.url });
  shoppers = await newShoppers(40, 1_000_000);
});

afterAll(async () => {
  await shop.app.stop();
  await redis.kill();
  await database.end();
});

const heal: (() => unknown)[] = [];

afterEach(async () => {
  for (const again of heal.splice(0)) await again();
  await underLockAgain();
});

async function post({ session }: Shopper, path: string, body: unknown, headers = {}) {
  const answer = await fetch(`${shop.url}${path}`, {
    method: "POST",
    headers: { cookie: session, "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}

const buy = (shopper: Shopper, productId: string, headers = {}) =>
  post(shopper, "/api/checkout", { items: [{ productId, quantity: 1 }] }, headers);

async function fenceOf(productId: string): Promise<bigint> {
  const [row] = await database<{ fence: string }[]>`
    select fence::text from product_stock where product_id = ${productId}`;
  return BigInt(row?.fence ?? 0);
}

/** Waits until both processes take the lock again. */
async function underLockAgain(): Promise<void> {
  const { id } = await newProduct({ stock: 1_000, price: 1 });
  const pids = new Set<number>();
  while (pids.size < 2) {
    const door = new AppDoor(shop.url);
    const acquired = async () => (await door.metric("lockstep_lock_wait_seconds_count")).value;
    const [shopper] = shoppers;
    const before = await acquired();
    const body = { items: [{ productId: id, quantity: 1 }] };
    const headers = { cookie: shopper?.session ?? "" };
    (await door.ask("/api/checkout", { method: "POST", headers, body })).resume();
    if ((await acquired()) > before) pids.add((await door.metric("process_start_time_seconds")).pid);
    door.close();
    await pause(50);
  }
}

const faults: Record<string, () => unknown> = {
  "is gone": async () => {
    heal.push(() => redis.launch());
    await redis.kill();
  },
  hangs: () => {
    heal.push(() => redis.resume());
    redis.pause();
  },
  "takes no writes": async () => {
    await tell("replicaof", "127.0.0.1", "1");
    heal.push(() => tell("replicaof", "no", "one"));
  },
  "is out of memory": async () => {
    await tell("config", "set", "maxmemory", "1");
    heal.push(() => tell("config", "set", "maxmemory", "0"));
  },
};

async function tell(command: string, ...words: string[]): Promise<void> {
  const client = redis.client();
  await client.call(command, ...words);
  client.disconnect();
}

describe.each(Object.keys(faults))("a shop whose Redis %s", (fault) => {
  it("sells on, exactly, and comes back to the lock by itself", async () => {
    const { id } = await newProduct({ stock: 30, price: 1_000 });
    const rush = shoppers.map((shopper) => buy(shopper, id));
    await faults[fault]?.();
    const answers = await Promise.all(rush);
    const codes = answers.map(({ status, body }) => (status === 201 ? "sold" : body["code"]));
    expect(codes.filter((code) => code === "sold")).toHaveLength(30);
    expect(codes.filter((code) => code === "OUT_OF_STOCK")).toHaveLength(10);
    expect(await stockOf(id)).toEqual({ quantity: 0, moved: 0 });
    expect(await soldOf(id)).toBe(30);

    const { id: next } = await newProduct({ stock: 2, price: 1_000 });
    const [first, second] = shoppers as [Shopper, Shopper];
    const askedAt = performance.now();
    expect((await buy(first, next)).status).toBe(201);
    // Nobody waits for an answer that does not come.
    expect(performance.now() - askedAt).toBeLessThan(LOCK_TIMES.checkout.leaseMs / 2);
    const fence = await fenceOf(next);
    for (const again of heal.splice(0)) await again();
    await underLockAgain();
    expect((await buy(second, next)).status).toBe(201);
    expect(await fenceOf(next)).toBeGreaterThan(fence);
  });

  it("goes on with everything else that changes", async () => {
    const { id } = await newProduct({ stock: 5, price: 1_000 });
    const coupon = await newCoupon({ totalQuantity: 3 });
    await faults[fault]?.();
    const [shopper] = shoppers as [Shopper];
    const claims = await Promise.all(
      shoppers.slice(0, 6).map((one) => post(one, `/api/coupons/${coupon.id}/claim`, undefined)),
    );
    expect(claims.filter(({ status }) => status === 201)).toHaveLength(3);
    const topUps = [1, 2, 3].map(() => post(shopper, "/api/points/top-up", { amount: 100 }));
    expect((await Promise.all(topUps)).map(({ status }) => status)).toEqual([201, 201, 201]);
    const once = { "idempotency-key": `key-${id}` };
    const bought = await Promise.all([1, 2, 3].map(() => buy(shopper, id, once)));
    expect(bought.filter(({ status }) => ![201, 409].includes(status))).toEqual([]);
    const replayed = await buy(shopper, id, once);
    expect(replayed.status).toBe(201);
    expect((await stockOf(id)).quantity).toBe(4);
    const { order } = replayed.body as { order: { id: string } };
    expect((await post(shopper, `/api/orders/${order.id}/cancel`, undefined)).status).toBe(200);
    expect((await stockOf(id)).quantity).toBe(5);
    for (const path of ["/", "/products", "/api/products/popular", "/api/products"])
      expect((await fetch(`${shop.url}${path}`)).status).toBe(200);
  });
});

describe("two processes, of which one has no Redis", () => {
  it("sell one product exactly, each by its own way", async () => {
    const other = await startProcesses(1);
    try {
      const { id } = await newProduct({ stock: 60, price: 1_000 });
      heal.push(() => redis.launch());
      await redis.kill();
      const urls = [shop.url, other.url];
      const answers = await Promise.all(
        [...shoppers, ...shoppers].map(async (shopper, index) => {
          const body = JSON.stringify({ items: [{ productId: id, quantity: 1 }] });
          const headers = { cookie: shopper.session, "content-type": "application/json" };
          const url = `${urls[index % 2]}/api/checkout`;
          return (await fetch(url, { method: "POST", headers, body })).status;
        }),
      );
      expect(answers.filter((status) => status === 201)).toHaveLength(60);
      expect(answers.filter((status) => status === 409)).toHaveLength(20);
      expect(await stockOf(id)).toEqual({ quantity: 0, moved: 0 });
    } finally {
      await other.app.stop();
    }
  });
});
