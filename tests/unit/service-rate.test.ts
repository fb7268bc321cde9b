import { beforeEach, expect, it } from "vitest";
import { ServiceRate } from "../../server/process/service-rate.mjs";

let now = 0;
let inside = 0;
let rate: ServiceRate;
beforeEach(() => {
  now = 0;
  inside = 0;
  rate = new ServiceRate(() => now);
});

function enter(count: number): number[] {
  return Array.from({ length: count }, () => {
    const waitMs = rate.waitMs(inside);
    inside += 1;
    return waitMs;
  });
}
function answer(count: number): void {
  for (let answered = 0; answered < count; answered += 1) rate.left(--inside, true);
}
const longest = (waits: readonly number[]) => Math.max(...waits);

it("does not take the first answer of a burst for the rate", () => {
  enter(200);
  // Batches of 50 with a stall before each.
  for (let batch = 0; batch < 10; batch += 1) {
    now += 700;
    answer(50);
    expect(longest(enter(50))).toBeLessThan(3_000);
  }
});

it("does not take few who come slowly for few who can be answered", () => {
  for (let second = 0; second < 20; second += 1) {
    enter(2);
    now += 1_000;
    answer(2);
  }
  expect(longest(enter(1_000))).toBeLessThan(3_000);
});

it("sees within seconds that a crowd is answered slowly, or not at all", () => {
  enter(500);
  for (let step = 0; step < 10; step += 1) {
    now += 500;
    answer(5);
    enter(5);
  }
  // 10 a second.
  const [slow = 0] = enter(1);
  expect(slow).toBeGreaterThan(20_000);
  for (let step = 0; step < 30; step += 1) {
    now += 500;
    enter(1);
  }
  const [stalled = 0] = enter(1);
  expect(stalled).toBeGreaterThan(60_000);
  expect(Number.isFinite(stalled)).toBe(true);
});

it("recovers when the crowd is answered fast again", () => {
  enter(500);
  for (let step = 0; step < 20; step += 1) {
    now += 500;
    enter(1);
  }
  for (let step = 0; step < 6; step += 1) {
    now += 500;
    answer(300);
    enter(300);
  }
  expect(longest(enter(1))).toBeLessThan(2_000);
});
