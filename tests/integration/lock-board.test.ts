import { Redis } from "ioredis";
import { afterAll, expect, it } from "vitest";
import { createLockManager } from "#lib/lock/index.ts";
import { productKey } from "#lib/locking/locks.ts";
import { visitor } from "#tests/support/api.ts";
import { shop } from "#tests/support/environment.ts";
import { newProduct } from "#tests/support/goods.ts";
import { LivePage } from "#tests/support/live-page.ts";
import { newShopper, newShoppers, theAdmin } from "#tests/support/people.ts";

const redis = new Redis(shop.REDIS_URL);
const locks = createLockManager({ redis, holder: "a process that hangs" });
afterAll(async () => {
  await locks.close();
  redis.disconnect();
});

it("shows an admin a held lock with its queue and the shoppers who wait, live, and the times after it", async () => {
  const product = await newProduct({ stock: 12, price: 100 });
  const buyers = await newShoppers(12, 1_000);
  const admin = await theAdmin();
  const page = await LivePage.open("locks=1", undefined, { cookie: admin.cookie ?? "" });
  const key = productKey(product.id);
  const held = await locks.acquire(key, { waitMs: 1_000, leaseMs: 20_000 });
  const buying = Promise.all(
    buyers.map((buyer) => buyer.post("/api/checkout", { items: [{ productId: product.id, quantity: 1 }] })),
  );
  const { news } = await page.see(
    (event) => event.news.locks?.items.some((lock) => lock.key === key && lock.shoppers === 12) ?? false,
  );
  const lock = news.locks?.items.find((one) => one.key === key);
  expect(lock).toMatchObject({
    name: product.name,
    holder: "a process that hangs",
    token: String(held.token),
    waiting: lock?.queue.length,
  });
  // Every process that has shoppers waiting stands in line once.
  expect([1, 2]).toContain(lock?.waiting);
  expect((await admin.send("DELETE", `/api/admin/locks/${encodeURIComponent(key)}`)).status).toBe(204);
  expect((await buying).map(({ status }) => status)).toEqual(buyers.map(() => 201));
  const after = await page.see(
    ({ news: { locks: board } }) =>
      board !== undefined && board.hottest.length > 0 && board.items.every((one) => one.key !== key),
  );
  const hottest = after.news.locks?.hottest.map(({ taken }) => taken) ?? [];
  expect(hottest).toEqual(hottest.toSorted((a, b) => b - a));
  expect(after.news.locks?.hold.p50).toBeGreaterThan(0);
  page.close();
});

it("tells nobody but admins of locks and of rushes", async () => {
  const shopper = await newShopper(0);
  for (const query of ["locks=1", "rush=rush-1"]) {
    expect((await visitor.get(`/api/live?${query}`)).status).toBe(401);
    expect((await shopper.get(`/api/live?${query}`)).status).toBe(403);
  }
});
