import { expect, it } from "vitest";
import { count, percentile } from "#lib/locking/histogram.ts";
import { LockStats } from "#lib/locking/lock-stats.ts";
import { readStats } from "#lib/locking/shared-lock-stats.ts";

it("tells percentiles within an eighth", () => {
  const histogram = {};
  for (let ms = 1; ms <= 1_000; ms += 1) count(histogram, ms);
  for (const part of [0.5, 0.95, 0.99]) {
    expect(percentile(histogram, part)).toBeGreaterThan(1_000 * part * 0.875);
    expect(percentile(histogram, part)).toBeLessThan(1_000 * part * 1.125);
  }
  expect(percentile({}, 0.5)).toBeNull();
  count(histogram, 0);
  count(histogram, 3_600_000);
  expect(percentile(histogram, 1)).toBeGreaterThan(3_000_000);
});

it("names the hottest keys of the last five minutes, and forgets older ones", () => {
  let now = 0;
  const stats = new LockStats(() => now);
  const take = (key: string, waitMs: number) => {
    stats.note({ type: "acquired", keys: [key], token: 1n, waitMs });
    stats.note({ type: "released", keys: [key], token: 1n, heldMs: 4 });
  };
  for (let round = 0; round < 3; round += 1) take("lock:product:old", 500);
  now = 4 * 60_000;
  take("lock:product:cold", 1);
  for (let round = 0; round < 2; round += 1) take("lock:product:hot", 8);
  stats.note({ type: "timed-out", keys: ["lock:product:hot"], waitMs: 5_000 });
  expect(stats.summary({}).hottest.map(({ key, taken }) => [key, taken])).toEqual([
    ["lock:product:old", 3],
    ["lock:product:hot", 2],
    ["lock:product:cold", 1],
  ]);
  now = 6 * 60_000;
  const { hottest, wait, timedOut } = stats.summary({ "lock:product:hot": 7 });
  expect(hottest.map(({ key }) => key)).toEqual(["lock:product:hot", "lock:product:cold"]);
  expect(percentile(wait, 1)).toBeLessThan(10);
  expect(timedOut).toBe(1);
  now = 20 * 60_000;
  expect(stats.summary({})).toMatchObject({ hottest: [], wait: {}, hold: {}, timedOut: 0 });
});

it("are read of processes of another version as far as they are known, and of those that can't be read not at all", () => {
  const told = new LockStats().summary({});
  expect(readStats(JSON.stringify({ ...told, renewals: 7, version: 9 }))).toEqual([told]);
  const { wait: _wait, ...older } = told;
  for (const text of [JSON.stringify(older), "", "{", "null", "7"]) expect(readStats(text), text).toEqual([]);
});
