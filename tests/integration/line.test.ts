import { randomUUID } from "node:crypto";
import { afterAll, describe, expect, it } from "vitest";
import { closeLocks, locks, productKey } from "#lib/locking/locks.ts";
import { closeRedis } from "#lib/redis/client.ts";
import { shop } from "#tests/support/environment.ts";
import { newProduct } from "#tests/support/goods.ts";
import { newShopper, newShoppers, type Shopper } from "#tests/support/people.ts";
import { until } from "#tests/support/redis-server.ts";
import { database, soldOf, walletOf } from "#tests/support/truth.ts";

afterAll(async () => {
  await closeLocks();
  await closeRedis();
  await database.end();
});

const TIMES = { waitMs: 20_000, leaseMs: 10_000 };

interface LineEvent {
  readonly name: string;
  readonly data: { position?: number; status?: number; body?: Record<string, unknown> };
}

/** Buys one by way of the line, and hears its events as they come. */
function standInLine(shopper: Pick<Shopper, "session">, productId: string, key: string = randomUUID()) {
  const controller = new AbortController();
  const events: LineEvent[] = [];
  const ended = (async () => {
    const response = await fetch(new URL("/api/checkout", shop.APP_URL), {
      method: "POST",
      signal: controller.signal,
      headers: {
        cookie: shopper.session,
        accept: "text/event-stream",
        "content-type": "application/json",
        "idempotency-key": key,
      },
      body: JSON.stringify({ items: [{ productId, quantity: 1 }] }),
    });
    expect(response.headers.get("content-type")).toContain("text/event-stream");
    let text = "";
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? []) {
      text += decoder.decode(chunk, { stream: true });
      const blocks = text.split("\n\n");
      text = blocks.pop() ?? "";
      for (const block of blocks) {
        const [, name, data] = /^event: (\w+)\ndata: (.*)$/.exec(block) ?? [];
        if (name && data) events.push({ name, data: JSON.parse(data) });
      }
    }
  })();
  return { events, ended, leave: () => controller.abort() };
}

describe("the line", () => {
  it("tells the place, then that it works, then the plain answer", async () => {
    const product = await newProduct({ stock: 5, price: 100 });
    const buyer = await newShopper(1_000);
    const lock = await locks().acquire(productKey(product.id), TIMES);
    const { events, ended } = standInLine(buyer, product.id);
    await until(() => events.length > 0);
    expect(events).toEqual([{ name: "position", data: { position: 1 } }]);
    await lock.release();
    await ended;
    expect(events.map(({ name }) => name)).toEqual(["position", "working", "done"]);
    expect(events.at(-1)?.data).toMatchObject({ status: 201, body: { balance: 900 } });
  });

  it("moves up as others are served", async () => {
    const product = await newProduct({ stock: 500, price: 1 });
    const buyers = await newShoppers(140, 100);
    const lock = await locks().acquire(productKey(product.id), TIMES);
    const stands = buyers.map((buyer) => standInLine(buyer, product.id));
    await until(() => stands.every(({ events }) => events.length > 0));
    // Over two processes each place is one of its own process's line, and nobody's is beyond the number of people.
    const places = stands.map(({ events }) => events.at(-1)?.data.position ?? 0);
    expect(Math.min(...places)).toBe(1);
    expect(Math.max(...places)).toBeLessThanOrEqual(140);
    await lock.release();
    await Promise.all(stands.map(({ ended }) => ended));
    for (const { events } of stands) {
      expect(events.at(-1)).toMatchObject({ name: "done", data: { status: 201 } });
      const positions = events.flatMap(({ data }) => data.position ?? []);
      expect(positions).toEqual(positions.toSorted((a, b) => b - a));
    }
    expect(await soldOf(product.id)).toBe(140);
  });

  it("is left by who hangs up: nothing is bought", async () => {
    const product = await newProduct({ stock: 5, price: 100 });
    const [leaver, stayer] = await newShoppers(2, 1_000);
    const lock = await locks().acquire(productKey(product.id), TIMES);
    const gone = standInLine(leaver ?? { session: "" }, product.id);
    await until(() => gone.events.length > 0);
    gone.leave();
    await expect(gone.ended).rejects.toThrow();
    const stays = standInLine(stayer ?? { session: "" }, product.id);
    await until(() => stays.events.length > 0);
    // The lock's queue empties when the one who left was alone in the turn of the process.
    await lock.release();
    await stays.ended;
    expect(stays.events.at(-1)?.data.status).toBe(201);
    expect(await soldOf(product.id)).toBe(1);
    expect(await walletOf(leaver?.id ?? "")).toMatchObject({ balance: 1_000, rows: 1 });
  });

  it("ends with the refusals of the plain answer, and with the kept answer of a key", async () => {
    const product = await newProduct({ stock: 1, price: 100 });
    const [first, second] = await newShoppers(2, 1_000);
    const key = randomUUID();
    const bought = standInLine(first ?? { session: "" }, product.id, key);
    await bought.ended;
    const again = standInLine(first ?? { session: "" }, product.id, key);
    await again.ended;
    expect(again.events).toEqual([{ name: "done", data: bought.events.at(-1)?.data }]);
    const late = standInLine(second ?? { session: "" }, product.id);
    await late.ended;
    expect(late.events.at(-1)?.data).toMatchObject({ status: 409, body: { code: "OUT_OF_STOCK" } });
    const stranger = standInLine({ session: "" }, product.id);
    await stranger.ended;
    expect(stranger.events).toMatchObject([
      { name: "done", data: { status: 401, body: { code: "UNAUTHENTICATED" } } },
    ]);
    expect(await soldOf(product.id)).toBe(1);
  });
});
