import { describe, expect, it } from "vitest";
import { isLockError } from "#lib/lock/index.ts";
import { KeyedQueue } from "#lib/locking/keyed-queue.ts";

const LONG = { waitMs: 60_000 };

/** Jobs in a queue: each begins when the queue lets it and ends when the test says so. */
function jobsIn(queue: KeyedQueue) {
  const began: string[] = [];
  const ends = new Map<string, () => void>();
  const start = (name: string, keys: string[]) =>
    queue.run(keys, LONG, async () => {
      began.push(name);
      await new Promise<void>((resolve) => ends.set(name, resolve));
      return name;
    });
  /** Ends a job, and lets whatever that begins begin. */
  const end = async (name: string) => {
    ends.get(name)?.();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { began, start, end };
}

describe("the queue of a process without Redis", () => {
  it("runs one job at a time for a key, first come, first served", async () => {
    const { began, start, end } = jobsIn(new KeyedQueue(10));
    const all = Promise.all([start("a", ["x"]), start("b", ["x"]), start("c", ["x"])]);
    await end("nobody");
    expect(began).toEqual(["a"]);
    await end("a");
    expect(began).toEqual(["a", "b"]);
    await end("b");
    await end("c");
    expect(await all).toEqual(["a", "b", "c"]);
  });

  it("lets no job overtake an earlier one that shares a key", async () => {
    const { began, start, end } = jobsIn(new KeyedQueue(10));
    const all = Promise.all([
      start("x", ["x"]),
      start("xy", ["x", "y"]),
      start("y", ["y"]),
      start("z", ["z"]),
    ]);
    await end("nobody");
    expect(began).toEqual(["x", "z"]);
    for (const name of ["x", "xy", "y", "z"]) await end(name);
    expect(began).toEqual(["x", "z", "xy", "y"]);
    await all;
  });

  it("runs no more jobs at once than it may", async () => {
    const { began, start, end } = jobsIn(new KeyedQueue(2));
    const all = Promise.all([start("a", ["a"]), start("b", ["b"]), start("c", ["c"])]);
    await end("nobody");
    expect(began).toEqual(["a", "b"]);
    await end("b");
    expect(began).toEqual(["a", "b", "c"]);
    for (const name of ["a", "c"]) await end(name);
    await all;
  });

  it("goes on after a job that failed", async () => {
    const queue = new KeyedQueue(10);
    await expect(queue.run(["x"], LONG, () => Promise.reject(new Error("broken")))).rejects.toThrow("broken");
    expect(await queue.run(["x"], LONG, async () => "done")).toBe("done");
  });

  it("refuses a job that could not begin in time, and the next one has its place", async () => {
    const queue = new KeyedQueue(10);
    const { start, end } = jobsIn(queue);
    const first = start("a", ["x"]);
    const late = queue.run(["x"], { waitMs: 1 }, async () => "late").catch((error: unknown) => error);
    const next = queue.run(["x"], LONG, async () => "next");
    expect(isLockError(await late, "LOCK_TIMEOUT")).toBe(true);
    await end("a");
    expect([await first, await next]).toEqual(["a", "next"]);
  });

  it("takes a job out that is called off", async () => {
    const queue = new KeyedQueue(10);
    const { start, end } = jobsIn(queue);
    const first = start("a", ["x"]);
    const left = new AbortController();
    const off = queue.run(["x"], { ...LONG, signal: left.signal }, async () => "never");
    left.abort(new Error("left"));
    await expect(off).rejects.toThrow("left");
    await expect(queue.run(["y"], { ...LONG, signal: left.signal }, async () => "never")).rejects.toThrow(
      "left",
    );
    await end("a");
    expect(await first).toBe("a");
  });
});
