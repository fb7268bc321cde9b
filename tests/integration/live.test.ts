import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { CheckoutResult } from "#lib/checkout/schema.ts";
import { LiveNews } from "#lib/live/schema.ts";
import { allAtOnce, type Caller, visitor } from "#tests/support/api.ts";
import { AppDoor, doorsToEach, textOf } from "#tests/support/app-door.ts";
import { newCoupon, newProduct } from "#tests/support/goods.ts";
import { type LiveEvent, LivePage } from "#tests/support/live-page.ts";
import { startProcesses } from "#tests/support/own-processes.ts";
import { newShopper, newShoppers, type Shopper, theAdmin } from "#tests/support/people.ts";
import { RedisServer, until } from "#tests/support/redis-server.ts";
import { database, stockOf } from "#tests/support/truth.ts";

/** As `npm test` sets it for each process. */
const MOST_STREAMS = 150;

const pages: LivePage[] = [];
let buyer: Shopper;

beforeAll(async () => {
  buyer = await newShopper(1_000_000);
});

afterEach(() => {
  for (const page of pages.splice(0)) page.close();
});

afterAll(() => database.end());

async function watch(query: string, door?: AppDoor, headers?: Record<string, string>): Promise<LivePage> {
  const page = await LivePage.open(query, door, headers);
  pages.push(page);
  return page;
}

const bodyFor = (productId: string, quantity = 1) => ({ items: [{ productId, quantity }] });
const buy = (who: Caller, productId: string, quantity = 1) =>
  who.post("/api/checkout", bodyFor(productId, quantity));

const isClock = ({ event }: LiveEvent) => event === "clock";

/**
 * Three changes and more have come without two signs of life: they were heard, and not only found when
 * everything was read again.
 */
const expectHeard = ({ events }: LivePage) => expect(events.filter(isClock).length).toBeLessThan(2);

/** Takes stock as an admin would, but tells nobody. */
async function takeUnheard(productId: string, count: number): Promise<void> {
  await database.begin(async (sql) => {
    await sql`update product_stock set quantity = quantity - ${count} where product_id = ${productId}`;
    await sql`insert into stock_movements (product_id, kind, delta, reason, actor_id)
      select ${productId}, 'adjustment', ${-count}, 'Taken unheard', id from users where role = 'admin' limit 1`;
  });
}

describe("an open page", () => {
  it("is told first how things stand, in a form that nobody on the way may hold back", async () => {
    const product = await newProduct({ stock: 7, price: 1_200 });
    const coupon = await newCoupon({ totalQuantity: 3 });
    const query = `products=${product.id},no-such-product&coupons=${coupon.id}&popular=week`;
    const page = await watch(query, undefined, { "accept-encoding": "gzip, br" });
    const { event, news } = await page.see(() => true);
    expect(event).toBe("snapshot");
    expect(news.products).toEqual([{ id: product.id, stock: 7, price: 1_200, saleStartsAt: null }]);
    const { startsAt, endsAt } = coupon;
    expect(news.coupons).toEqual([{ id: coupon.id, remaining: 3, totalQuantity: 3, startsAt, endsAt }]);
    expect(news.popular?.period).toBe("week");
    expect(page.answer.headers).toMatchObject({
      "content-type": "text/event-stream",
      "cache-control": "no-store, no-transform",
      "x-accel-buffering": "no",
    });
    expect(page.answer.headers["content-encoding"]).toBeUndefined();
    const once = await visitor.get(`/api/live?${query}`, { accept: "application/json" });
    expect(LiveNews.parse(once.body)).toMatchObject({ products: news.products, coupons: news.coupons });
  });

  it("hears from one process what was sold, cancelled and changed in the other", async () => {
    const product = await newProduct({ stock: 9 });
    const [seller, ...others] = await doorsToEach();
    expect(others.length).toBeGreaterThan(0);
    const watching = await Promise.all(others.map((door) => watch(`products=${product.id}`, door)));
    const everywhere = (stock: number) =>
      Promise.all(watching.map((page) => page.seeStock(product.id, stock)));
    await everywhere(9);
    const post = async (path: string, body?: unknown) => {
      const answer = await seller?.ask(path, { method: "POST", body, headers: { cookie: buyer.session } });
      return JSON.parse(answer ? await textOf(answer) : "null") as unknown;
    };
    const { order } = CheckoutResult.parse(await post("/api/checkout", bodyFor(product.id, 2)));
    await everywhere(7);
    await post(`/api/orders/${order.id}/cancel`);
    await Promise.all(
      watching.map((page) =>
        page.see(({ event, news }) => event === "change" && news.products?.[0]?.stock === 9),
      ),
    );
    const saleStartsAt = "2036-01-01T00:00:00.000Z";
    const change = { stockDelta: -4, reason: "Counted", price: 2_500, saleStartsAt };
    await (await theAdmin()).send("PATCH", `/api/admin/products/${product.id}`, change);
    const [told] = await everywhere(5);
    expect(told?.news.products).toEqual([{ id: product.id, stock: 5, price: 2_500, saleStartsAt }]);
    for (const page of watching) expectHeard(page);
    seller?.close();
  });

  it("hears of coupons that are claimed and changed, and of the best sellers", async () => {
    const coupon = await newCoupon({ totalQuantity: 5 });
    const product = await newProduct({ stock: 5_000, price: 1 });
    const page = await watch(`coupons=${coupon.id}&popular=today`);
    const left = (remaining: number, totalQuantity: number) =>
      page.see(({ news }) => {
        const [told] = news.coupons ?? [];
        return told?.remaining === remaining && told.totalQuantity === totalQuantity;
      });
    await left(5, 5);
    await buyer.post(`/api/coupons/${coupon.id}/claim`);
    await left(4, 5);
    await (await theAdmin()).send("PATCH", `/api/admin/coupons/${coupon.id}`, { totalQuantity: 8 });
    await left(7, 8);
    await buy(buyer, product.id, 990);
    const sold = ({ news }: { news: LiveNews }) =>
      news.popular?.items.find(({ productId }) => productId === product.id)?.sold;
    expect(sold(await page.see((event) => sold(event) !== undefined))).toBe(990);
    expectHeard(page);
  });

  it("is told four times a second at most in a rush, and the last word always", async () => {
    const buyers = await newShoppers(60, 10_000);
    const product = await newProduct({ stock: 90, price: 10 });
    const page = await watch(`products=${product.id}`);
    await page.seeStock(product.id, 90);
    const answers = [];
    for (let round = 0; round < 2; round += 1)
      answers.push(...(await allAtOnce(buyers, (who) => buy(who, product.id))));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(90);
    await page.seeStock(product.id, 0);
    const changes = page.events.filter(({ event }) => event === "change");
    const times = changes.map(({ news }) => Date.parse(news.now));
    const tookMs = (times.at(-1) ?? 0) - (times[0] ?? 0);
    expect(changes.length).toBeLessThanOrEqual(tookMs / 250 + 2);
    const stocks = changes.map(({ news }) => news.products?.[0]?.stock ?? -1);
    expect(stocks).toEqual(stocks.toSorted((a, b) => b - a));
    expect(stocks.at(-1)).toBe((await stockOf(product.id)).quantity);
  });
});

describe("after a cut", () => {
  it("a page that comes back is told how things stand now", async () => {
    const product = await newProduct({ stock: 4 });
    const before = await watch(`products=${product.id}`);
    await before.seeStock(product.id, 4);
    before.close();
    await buy(buyer, product.id, 3);
    const after = await watch(`products=${product.id}`);
    expect((await after.see(() => true)).news.products?.[0]?.stock).toBe(1);
  });

  it("of the shop's own connection to Redis, pages are told what they missed", async () => {
    const product = await newProduct({ stock: 30 });
    // A Redis of its own: processes of other tests listen at the shared one.
    const server = await RedisServer.start();
    const { app, url } = await startProcesses(2, { REDIS_URL: `redis://127.0.0.1:${server.port}` });
    await until(() => app.readyPids.length === 2);
    const doors = await doorsToEach(url, app.readyPids);
    const watching = await Promise.all(doors.map((door) => watch(`products=${product.id}`, door)));
    await Promise.all(watching.map((page) => page.seeStock(product.id, 30)));
    const redis = server.client();
    const subscribers = async () => {
      const list = String(await redis.call("CLIENT", "LIST", "TYPE", "pubsub"));
      return list
        .split("\n")
        .flatMap((line) => (/name=lockstep-changes /.test(line) ? [/\bid=(\d+)/.exec(line)?.[1] ?? ""] : []));
    };
    // What is heard late is read again at the next sign of life, which is 15 s away after this one.
    await Promise.all(watching.map((page) => page.see(isClock)));
    // One connection a process, however many pages are open.
    const ids = await subscribers();
    expect(ids).toHaveLength(watching.length);
    for (const id of ids) await redis.call("CLIENT", "KILL", "ID", id);
    await takeUnheard(product.id, 18);
    await Promise.all(watching.map((page) => page.seeStock(product.id, 12)));
    for (const { events } of watching) expect(events.filter(isClock)).toHaveLength(1);
    for (const page of watching) page.close();
    redis.disconnect();
    await app.stop();
    await server.kill();
  });
});

describe("the shop", () => {
  it.each([
    "",
    "products=",
    "products=a%20b",
    "coupons=%00",
    "popular=month",
    "overview=yes",
    `products=${Array.from({ length: 101 }, (_, index) => `p${index}`).join()}`,
  ])("refuses to watch what can't be: ?%.30s", async (query) => {
    expect((await visitor.get(`/api/live?${query}`)).body).toMatchObject({ status: 400, code: "VALIDATION" });
  });

  it("tells its figures to admins only", async () => {
    expect((await visitor.get("/api/live?overview=1")).body).toMatchObject({ code: "UNAUTHENTICATED" });
    expect((await buyer.get("/api/live?overview=1")).body).toMatchObject({ code: "FORBIDDEN" });
    const accept = { accept: "application/json" };
    const before = LiveNews.parse((await (await theAdmin()).get("/api/live?overview=1", accept)).body);
    const product = await newProduct({ stock: 2, price: 100 });
    await buy(buyer, product.id, 2);
    const after = LiveNews.parse((await (await theAdmin()).get("/api/live?overview=1", accept)).body);
    expect(after.overview?.units).toBeGreaterThanOrEqual((before.overview?.units ?? 0) + 2);
    expect(after.overview?.latest.some(({ user }) => user.email === buyer.email)).toBe(true);
  });

  it("carries so many pages and no more, and forgets those that go", async () => {
    const product = await newProduct({ stock: 1 });
    // A process of its own: it is full for a while.
    const { app, url } = await startProcesses(1);
    const door = new AppDoor(url);
    const open = async (name: string) => (await door.metric(name)).value;
    const query = `products=${product.id},${randomUUID()}`;
    const crowd = await Promise.all(
      Array.from({ length: MOST_STREAMS + 20 }, () => watch(query, new AppDoor(url))),
    );
    const statuses = crowd.map(({ answer }) => answer.statusCode);
    expect(new Set(statuses)).toEqual(new Set([200, 503]));
    expect(statuses.filter((status) => status === 200).length).toBeLessThanOrEqual(MOST_STREAMS);
    const refused = crowd.find(({ answer }) => answer.statusCode === 503);
    expect(Number(refused?.answer.headers["retry-after"])).toBeGreaterThan(0);
    // Who can't have a stream can still ask.
    const once = await textOf(
      await door.ask(`/api/live?${query}`, { headers: { accept: "application/json" } }),
    );
    expect(JSON.parse(once)).toMatchObject({ products: [{ stock: 1 }] });
    for (const page of crowd) page.close();
    await until(async () => (await open("lockstep_live_streams")) === 0);
    expect(await open("lockstep_live_topics")).toBe(0);
    const again = await watch(query, new AppDoor(url));
    expect((await again.see(() => true)).news.products?.[0]?.stock).toBe(1);
    again.close();
    door.close();
    await app.stop();
  });

  it("ends its streams in order when it stops", async () => {
    const product = await newProduct({ stock: 3 });
    const { app, url } = await startProcesses(1);
    const page = await watch(`products=${product.id}`, new AppDoor(url));
    await page.seeStock(product.id, 3);
    await app.stop();
    await page.end();
    // A process that waits for its last connection cuts it off after ten seconds.
    expect(page.ended).toBe(true);
  });
});
