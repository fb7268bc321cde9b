import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { EventStream } from "#lib/live/event-stream.ts";
import { LiveHub, type Reading } from "#lib/live/hub.ts";
import { productTopic, type Topic } from "#lib/page-tags/topics.ts";

const TOPIC = productTopic("p");
/** What the database holds in this test, and how often it was asked. */
let stock: number;
let readings: (readonly Topic[])[];
let readMs: number;
let hub: LiveHub;
let told: number[];

async function read(topics: readonly Topic[]): Promise<Reading> {
  readings.push(topics);
  const saying = { products: [{ id: "p", stock, price: 1, saleStartsAt: null }] };
  await new Promise((resolve) => setTimeout(resolve, readMs));
  return { now: new Date(), sayings: new Map([[TOPIC, saying]]) };
}

const stockNow = () => hub.newsOf([TOPIC]).products?.[0]?.stock ?? -1;
const watcher = { topics: [TOPIC], tell: () => void told.push(stockNow()) };

beforeEach(() => {
  vi.useFakeTimers();
  stock = 1_000;
  readings = [];
  readMs = 5;
  told = [];
  hub = new LiveHub(read);
  hub.isListening = true;
});

afterEach(() => {
  vi.useRealTimers();
});

async function joined(): Promise<void> {
  const joining = hub.join(watcher);
  await vi.advanceTimersByTimeAsync(300);
  await joining;
  told = [];
  readings = [];
}

/** A sale a millisecond. */
async function rush(forMs: number): Promise<void> {
  for (let ms = 0; ms < forMs; ms += 1) {
    stock -= 1;
    hub.heard([TOPIC]);
    await vi.advanceTimersByTimeAsync(1);
  }
}

describe("the hub of live values", () => {
  it("reads four times a second at most in a rush, and tells the last value", async () => {
    await joined();
    await rush(900);
    expect(readings.length).toBe(4);
    await vi.advanceTimersByTimeAsync(250);
    expect(told.at(-1)).toBe(100);
    expect(told).toEqual(told.toSorted((a, b) => b - a));
    expect(readings.length).toBe(5);
  });

  it("reads again what changed while it was read", async () => {
    await joined();
    readMs = 100;
    stock = 9;
    hub.heard([TOPIC]);
    await vi.advanceTimersByTimeAsync(50);
    stock = 8;
    hub.heard([TOPIC]);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(told).toEqual([9, 8]);
  });

  it("tells nobody what did not change", async () => {
    await joined();
    hub.heard([TOPIC]);
    await vi.advanceTimersByTimeAsync(1_000);
    expect([readings.length, told]).toEqual([1, []]);
  });

  it("lets a second page in at once while changes are heard, and reads for it while they are not", async () => {
    await joined();
    const second = { topics: [TOPIC], tell: () => {} };
    await hub.join(second);
    expect(readings).toEqual([]);
    hub.isListening = false;
    stock = 3;
    const third = { topics: [TOPIC], tell: () => {} };
    const joining = hub.join(third);
    await vi.advanceTimersByTimeAsync(300);
    await joining;
    expect(stockNow()).toBe(3);
  });

  it("refuses a page whose values can't be read, and tries again for those that are open", async () => {
    const failing = new LiveHub(async () => {
      throw new Error("away");
    });
    const refused = expect(failing.join(watcher)).rejects.toThrow("away");
    await vi.advanceTimersByTimeAsync(50);
    await refused;
    expect(failing.size).toBe(0);
    await joined();
    const works = hub["read"];
    Object.assign(hub, { read: () => Promise.reject(new Error("away")) });
    stock = 5;
    hub.heard([TOPIC]);
    await vi.advanceTimersByTimeAsync(400);
    expect(told).toEqual([]);
    Object.assign(hub, { read: works });
    await vi.advanceTimersByTimeAsync(1_100);
    expect(told).toEqual([5]);
  });

  it("forgets what nobody watches", async () => {
    await joined();
    hub.leave(watcher);
    expect(hub.size).toBe(0);
    hub.heard([TOPIC]);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(readings).toEqual([]);
  });
});

describe("the stream of a browser that does not read", () => {
  it("keeps one event, then writes the newest value, and is ended when nothing is ever read", async () => {
    let closed = 0;
    const stream = new EventStream(hub, [TOPIC], () => {
      closed += 1;
    });
    const joining = hub.join(stream);
    await vi.advanceTimersByTimeAsync(50);
    await joining;
    stream.open();
    await rush(2_000);
    await vi.advanceTimersByTimeAsync(500);
    const reader = stream.body.getReader();
    const next = async () => new TextDecoder().decode((await reader.read()).value);
    expect(await next()).toContain('"stock":1000');
    expect(await next()).toContain('"stock":-1000');
    for (let heartbeat = 0; heartbeat < 8; heartbeat += 1) stream.heartbeat();
    expect([closed, hub.size]).toEqual([1, 0]);
  });
});
