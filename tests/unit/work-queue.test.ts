import { setImmediate } from "node:timers/promises";
import { expect, it } from "vitest";
import { WorkQueue } from "#lib/auth/work-queue.ts";

it("runs so much at a time, lets so much wait in order, and refuses the rest at once", async () => {
  const queue = new WorkQueue(2, 3);
  const order: number[] = [];
  let [running, most] = [0, 0];
  const work = (name: number) => async () => {
    running += 1;
    most = Math.max(most, running);
    order.push(name);
    await setImmediate();
    running -= 1;
    if (name === 1) throw new Error("this one fails");
    return name;
  };
  const results = await Promise.allSettled([0, 1, 2, 3, 4, 5, 6].map((name) => queue.run(work(name))));
  expect(order).toEqual([0, 1, 2, 3, 4]);
  expect(most).toBe(2);
  expect(results.map(({ status }) => status)).toEqual([
    "fulfilled",
    "rejected",
    "fulfilled",
    "fulfilled",
    "fulfilled",
    "rejected",
    "rejected",
  ]);
  expect(results[5]).toMatchObject({ reason: { code: "UNAVAILABLE" } });
  expect(await queue.run(work(7))).toBe(7);
});
