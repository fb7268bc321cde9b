import { readFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { Redis } from "ioredis";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { createLockManager, type LockManager } from "#lib/lock/index.ts";
import { shop } from "#tests/support/environment.ts";
import { newProduct } from "#tests/support/goods.ts";
import { lengthenLease } from "#tests/support/lengthen-lease.ts";
import { OwnSupervisor } from "#tests/support/own-supervisor.ts";
import { newShopper } from "#tests/support/people.ts";
import { until } from "#tests/support/redis-server.ts";
import { database, soldOf } from "#tests/support/truth.ts";

/** Longer than any test: what frees the key of a dead holder is never the end of its lease. */
const AN_HOUR_MS = 3_600_000;

let redis: Redis;
let locks: LockManager;
const machines: OwnSupervisor[] = [];

beforeAll(() => {
  redis = new Redis(shop.REDIS_URL);
  locks = createLockManager({ redis });
});

afterEach(async () => {
  for (const machine of machines.splice(0)) await machine.end();
});

afterAll(async () => {
  await locks.close();
  redis.disconnect();
  await database.end();
});

async function newMachine(): Promise<OwnSupervisor> {
  const machine = await OwnSupervisor.start();
  machines.push(machine);
  return machine;
}

async function buy(url: string, productId: string): Promise<number> {
  const { session } = await newShopper(10_000);
  const body = JSON.stringify({ items: [{ productId, quantity: 1 }] });
  const headers = { cookie: session, "content-type": "application/json", connection: "close" };
  const answer = await fetch(`${url}/api/checkout`, { method: "POST", headers, body });
  await answer.text();
  return answer.status;
}

const holderOf = async (key: string) => (await locks.inspect()).find((view) => view.key === key)?.holder;

/** Freezes a process, and waits until it is: the signal is on its way for a moment. */
async function freeze(pid: number): Promise<void> {
  process.kill(pid, "SIGSTOP");
  await until(() => /^State:\s*T/m.test(readFileSync(`/proc/${pid}/status`, "utf8")));
}

/** Has a machine's app process hold a product in the middle of its transaction for an hour, frozen, and `end` it. */
async function heldBy(machine: OwnSupervisor, end: () => Promise<void> | void): Promise<string> {
  const { id } = await newProduct({ stock: 9, price: 1_000 });
  const key = `lock:product:${id}`;
  await database.begin(async (tx) => {
    // The holder waits for the row that we hold.
    await tx`select 1 from product_stock where product_id = ${id} for update`;
    void buy(machine.url, id).catch(() => {});
    await until(async () => (await holderOf(key))?.endsWith(`:${machine.pid}`) ?? false);
    await freeze(machine.pid);
    await lengthenLease(redis, key, AN_HOUR_MS);
    await end();
  });
  return id;
}

describe("a product whose holder has died in its transaction", () => {
  it("is freed by the holder's supervisor, also when nobody asks for it", async () => {
    const machine = await newMachine();
    const { pid } = machine;
    const id = await heldBy(machine, () => void process.kill(pid, "SIGKILL"));
    await until(async () => (await holderOf(`lock:product:${id}`)) === undefined);
    expect(await buy(shop.APP_URL, id)).toBe(201);
  });

  it("is sold on by other machines when a whole machine has died, with nobody there to tell", async () => {
    const machine = await newMachine();
    const id = await heldBy(machine, () => machine.killAll());
    expect(await buy(shop.APP_URL, id)).toBe(201);
    expect(await soldOf(id)).toBe(1);
  });

  it("is sold on when its supervisor is frozen and notices nothing", async () => {
    const machine = await newMachine();
    const { pid } = machine;
    const id = await heldBy(machine, async () => {
      await freeze(machine.process.pid ?? 0);
      process.kill(pid, "SIGKILL");
    });
    expect(await buy(shop.APP_URL, id)).toBe(201);
    expect(await soldOf(id)).toBe(1);
  });
});

describe("an app process whose supervisor has died", () => {
  it("finishes the order that it is at, gives its lock back, and ends", async () => {
    const machine = await newMachine();
    const { id } = await newProduct({ stock: 9, price: 1_000 });
    let ordered: Promise<number> | undefined;
    await database.begin(async (tx) => {
      await tx`select 1 from product_stock where product_id = ${id} for update`;
      ordered = buy(machine.url, id);
      await until(async () => (await holderOf(`lock:product:${id}`)) !== undefined);
      process.kill(machine.process.pid ?? 0, "SIGKILL");
    });
    expect(await ordered).toBe(201);
    expect(await buy(shop.APP_URL, id)).toBe(201);
    while (await fetch(machine.url).catch(() => null)) await pause(50);
  });
});
