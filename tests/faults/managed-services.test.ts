import postgres from "postgres";
import { afterEach, describe, expect, it } from "vitest";
import { isBehindPooler } from "#db/named-statements.ts";
import { RETRIES } from "#scripts/test/retries.ts";
import { shop } from "#tests/support/environment.ts";
import { emptyDatabase } from "#tests/support/own-database.ts";
import { PgBouncer } from "#tests/support/pgbouncer.ts";
import { RedisCluster } from "#tests/support/redis-cluster.ts";
import { RedisSentinel } from "#tests/support/redis-sentinel.ts";
import { type Purchase, ServedShop } from "#tests/support/served-shop.ts";

const BUYERS = 400;
const STOCK = 300;

const ends: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

/** A shop of two machines on an empty database behind PgBouncer and a Redis of its own. */
async function openShop(redis: Record<string, string>) {
  const database = await emptyDatabase(shop.DATABASE_URL);
  ends.push(() => database.drop());
  const bouncer = await PgBouncer.start(database.url);
  ends.push(() => bouncer.stop());
  const served = new ServedShop({ DATABASE_URL: bouncer.url, ...redis });
  ends.push(() => served.stop());
  // A lock of a session would outlive its client here: the second one would wait for ever.
  await served.run("migrate");
  await served.run("migrate");
  await served.run("seed", "none");
  await served.serve(2);
  const sql = postgres(database.url, { max: 1, onnotice: () => {} });
  ends.push(() => sql.end());
  return { served, sql, bouncer };
}

/** So many buyers at once, of whom each asks until the outcome is certain. `disturb` comes in the middle. */
async function rush(served: ServedShop, productId: string, disturb: () => Promise<unknown>) {
  const buyers = await served.newBuyers(BUYERS, 10_000);
  let done = 0;
  let disturbed: Promise<unknown> | undefined;
  const purchases = await Promise.all(
    buyers.map(async (buyer, index) => {
      const purchase = await served.buy(buyer, productId, index);
      done += 1;
      if (done === BUYERS / 4) disturbed = disturb();
      return purchase;
    }),
  );
  await disturbed;
  return purchases;
}

async function expectExact(served: ServedShop, sql: postgres.Sql, productId: string, purchases: Purchase[]) {
  const orders = purchases.flatMap(({ orderId }) => orderId ?? []);
  expect(new Set(orders).size).toBe(STOCK);
  expect(purchases.filter(({ sold }) => !sold)).toHaveLength(BUYERS - STOCK);
  const [left] = await sql`select quantity from product_stock where product_id = ${productId}`;
  expect(left).toEqual({ quantity: 0 });
  const placed = await sql<{ id: string }[]>`select id from orders`;
  expect(placed.map(({ id }) => id).sort()).toEqual(orders.sort());
  expect(await served.run("audit")).toContain(", 0 broken");
}

// Six services of their own beside the shop of the tests: what they meet of a shared machine is tried once more there.
describe("two machines on managed services", { retry: RETRIES }, () => {
  it("sell exactly through PgBouncer in transaction mode while Redis' master is killed and Sentinel names another", async () => {
    const sentinel = await RedisSentinel.start();
    ends.push(() => sentinel.kill());
    const { served, sql, bouncer } = await openShop(sentinel.settings);
    const client = postgres(bouncer.url, { max: 1, prepare: false });
    expect(await isBehindPooler(client)).toBe(true);
    await client.end();
    const productId = await served.newProduct(STOCK, 1_000);
    const purchases = await rush(served, productId, () => sentinel.master.kill());
    await expectExact(served, sql, productId, purchases);
    // It goes on under the lock of the new master.
    const replica = sentinel.replica.client();
    while (!(await replica.keys("*")).some((key) => key.includes("claims"))) await readyOf(served);
    replica.disconnect();
    await untilOk(served);
    expect(served.printed()).not.toMatch(/prepared statement/);
  });

  it("run as a whole on a Redis Cluster of three nodes: lock, gates, limits, popularity and live news", async () => {
    const cluster = await RedisCluster.start();
    ends.push(() => cluster.kill());
    const { served, sql } = await openShop({ ...cluster.settings, RATE_LIMIT: "on" });
    const productId = await served.newProduct(STOCK, 1_000);
    const [first = "", second = ""] = served.urls;
    const news = await fetch(`${first}/api/live?products=${productId}`);
    const purchases = await rush(served, productId, async () => {});
    // A gate lives for seconds: it is looked for while the last refusals are fresh.
    const keys = (await Promise.all(cluster.nodes.map(keysOf))).flat();
    await expectExact(served, sql, productId, purchases);
    await untilOk(served);
    // What one machine sold, the other's open page heard; and the best seller is known to both.
    expect(await textUntil(news, `"stock":0`)).toContain(productId);
    const popular = await fetch(`${second}/api/products/popular?period=today`);
    expect(await popular.json()).toMatchObject({ items: [{ rank: 1, sold: STOCK }] });
    for (const kind of ["{lockstep}:", "{lockstep-sold-out}:", "{lockstep-popular}:", "lockstep:limit:"])
      expect(keys.filter((key) => key.startsWith(kind)).length, kind).toBeGreaterThan(0);
    expect(served.printed()).not.toMatch(/CROSSSLOT|MOVED/);
  });
});

async function readyOf(served: ServedShop): Promise<unknown[]> {
  return Promise.all(
    served.urls.map(async (url) => {
      const answer = await fetch(`${url}/api/health/ready`);
      return ((await answer.json()) as { status: string }).status;
    }),
  );
}

async function untilOk(served: ServedShop): Promise<void> {
  while ((await readyOf(served)).some((status) => status !== "ok")) {
    // The test ends by its own limit when it never is.
  }
}

async function keysOf(node: RedisCluster["nodes"][number]): Promise<string[]> {
  const client = node.client();
  const keys = await client.keys("*");
  client.disconnect();
  return keys;
}

async function textUntil(answer: Response, wanted: string): Promise<string> {
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  while (!text.includes(wanted)) {
    const part = await reader?.read();
    if (!part || part.done) throw new Error(`the stream ended without ${wanted}:\n${text}`);
    text += part.value;
  }
  await reader?.cancel();
  return text;
}
