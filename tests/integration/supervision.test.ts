import { once } from "node:events";
import { readFileSync } from "node:fs";
import { connect } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import { createLockManager } from "#lib/lock/index.ts";
import { AppDoor, textOf } from "#tests/support/app-door.ts";
import { shop } from "#tests/support/environment.ts";
import { newProduct } from "#tests/support/goods.ts";
import { startProcesses } from "#tests/support/own-processes.ts";
import { newShopper } from "#tests/support/people.ts";
import { database, stockOf } from "#tests/support/truth.ts";

/** Less than the lease (10 s) that a dead holder leaves behind; it is about 0.5 s on a machine with time. */
const SELLS_AGAIN_WITHIN_MS = 8_000;

const ends: (() => Promise<void> | void)[] = [];

afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

afterAll(() => database.end());

async function ownShop(count: number) {
  const own = await startProcesses(count);
  ends.push(() => own.app.stop());
  // The shop is up as soon as one of them is.
  while (own.app.readyPids.length < count) await pause(20);
  return own;
}

/** Asks again and again, each time on a new connection, until it is told to stop; answers what came. */
function keepAsking(url: string, path: string) {
  let goesOn = true;
  const counts = { answered: 0, failed: [] as string[] };
  const ask = async () => {
    while (goesOn) {
      await fetch(`${url}${path}`, { headers: { connection: "close" } }).then(
        async (answer) => {
          await answer.text();
          if (answer.status === 200) counts.answered += 1;
          else counts.failed.push(String(answer.status));
        },
        (error: Error) => counts.failed.push(error.message),
      );
    }
  };
  const asking = Promise.all(Array.from({ length: 8 }, ask));
  return async () => {
    goesOn = false;
    await asking;
    return counts;
  };
}

describe("a process that hangs", () => {
  it("gets no connection, and is replaced", async () => {
    const { app, url } = await ownShop(2);
    const [hung = 0] = app.pids;
    process.kill(hung, "SIGSTOP");
    // The signal is on its way for a moment, in which the process can still take a connection.
    while (!/^State:\s*T/m.test(readFileSync(`/proc/${hung}/status`, "utf8"))) await pause(1);
    for (let count = 0; count < 20; count += 1) {
      // A connection of its own: `fetch` keeps the one by which the start was watched, maybe to the hung one.
      const door = new AppDoor(url);
      const answer = await door.ask("/api/products");
      await textOf(answer);
      door.close();
      expect(answer.statusCode).toBe(200);
    }
    while (app.pids.includes(hung)) await pause(20);
    while (app.pids.length < 2) await pause(20);
  });
});

describe("a process that dies while it holds a product's lock", () => {
  it("leaves it to the next buyer long before its lease ends", async () => {
    const { app, url } = await ownShop(2);
    const { id } = await newProduct({ stock: 9, price: 1_000 });
    const [first, second] = [await newShopper(10_000), await newShopper(10_000)];
    const { redis, locks } = await lockClient();
    // The holder is stopped in its transaction, which waits for a row that we hold.
    await database.begin(async (tx) => {
      await tx`select 1 from product_stock where product_id = ${id} for update`;
      void buy(url, first.session, id).catch(() => {});
      let pid = 0;
      while (pid === 0) {
        const held = (await locks.inspect()).find(({ key }) => key === `lock:product:${id}`);
        pid = Number(held?.holder?.split(":").at(-1) ?? 0);
        await pause(5);
      }
      expect(app.pids).toContain(pid);
      process.kill(pid, "SIGKILL");
    });
    const killedAt = performance.now();
    const answer = await buy(url, second.session, id);
    expect(answer).toBe(201);
    const tookMs = performance.now() - killedAt;
    process.stdout.write(`    sold ${Math.round(tookMs)} ms after its holder was killed\n`);
    expect(tookMs).toBeLessThan(SELLS_AGAIN_WITHIN_MS);
    expect((await stockOf(id)).quantity).toBeLessThan(9);
    await locks.close();
    redis.disconnect();
  });
});

async function buy(url: string, cookie: string, productId: string): Promise<number> {
  const body = JSON.stringify({ items: [{ productId, quantity: 1 }] });
  const headers = { cookie, "content-type": "application/json", connection: "close" };
  const answer = await fetch(`${url}/api/checkout`, { method: "POST", headers, body });
  await answer.text();
  return answer.status;
}

async function lockClient() {
  const { Redis } = await import("ioredis");
  const redis = new Redis(shop.REDIS_URL);
  return { redis, locks: createLockManager({ redis }) };
}

describe("a shop under load", () => {
  it("replaces all its processes without one failed request", async () => {
    const { app, url } = await ownShop(2);
    const before = app.pids;
    const done = keepAsking(url, "/api/products?pageSize=1");
    await app.reload();
    const { answered, failed } = await done();
    expect(failed).toEqual([]);
    expect(answered).toBeGreaterThan(20);
    expect(app.pids.filter((pid) => before.includes(pid))).toEqual([]);
    expect(app.pids).toHaveLength(2);
  });

  it("says that it is not ready before it stops, and until then answers everybody", async () => {
    const { app, url } = await startProcesses(2);
    const kept = new AppDoor(url);
    await textOf(await kept.ask("/api/products?pageSize=1"));
    const done = keepAsking(url, "/api/products?pageSize=1");
    const stopped = app.stop();
    let saidSo = false;
    while (!saidSo) saidSo = (await fetch(`${url}/api/health/ready`)).status === 503;
    const last = await kept.ask("/api/products?pageSize=1");
    expect(last.statusCode).toBe(200);
    expect(last.headers.connection).toBe("close");
    const { failed } = await done();
    expect(failed).toEqual([]);
    await stopped;
    await expect(fetch(url)).rejects.toThrow();
  });
});

describe("what is no request of the shop's", () => {
  it("answers who asks for another protocol, and closes the connection", async () => {
    const { port } = new URL(shop.APP_URL);
    for (const path of ["/", "/nowhere", "/_next/webpack-hmr", "/api/live"]) {
      const socket = connect(Number(port));
      socket.write(
        `GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n`,
      );
      let text = "";
      socket.setEncoding("utf8").on("data", (chunk: string) => {
        text += chunk;
      });
      await once(socket, "close");
      expect(text).toMatch(/^HTTP\/1\.1 400 /);
    }
  });

  it("keeps no stream for who asks for the head of one", async () => {
    // A process of its own: other tests open and close streams of the shared shop at any time.
    const { url } = await ownShop(1);
    const door = new AppDoor(url);
    // The process counts its streams from the first page on.
    await textOf(await door.ask("/api/live?popular=today", { headers: { accept: "application/json" } }));
    for (let count = 0; count < 5; count += 1) {
      const head = await door.ask("/api/live?popular=today", { method: "HEAD" });
      expect(head.statusCode).toBe(200);
      await textOf(head);
    }
    expect((await door.metric("lockstep_live_streams")).value).toBe(0);
    door.close();
  });
});
