import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { closeDatabase } from "#db/client.ts";
import { FAULTS } from "#tests/support/faults/all-faults.ts";
import { FakeClock } from "#tests/support/faults/fake-clock.ts";
import type { Fault, Scene } from "#tests/support/faults/fault.ts";
import { FaultyShop } from "#tests/support/faults/faulty-shop.ts";
import { Ordeal } from "#tests/support/faults/ordeal.ts";
import { RedisServer } from "#tests/support/redis-server.ts";
import { database } from "#tests/support/truth.ts";

/**
 * `npm run test:faults` puts every fault in with many seeds; `FAULT_SEED` replays one, or some (`3-9`), `FAULT_NAME`
 * the faults whose name has this in it, `FAULT_PART=1/2` every second one, so that two runs share the work.
 */
const IS_LONG = process.env["TEST_LONG"] === "1";
const [SEED, NAME] = [process.env["FAULT_SEED"], process.env["FAULT_NAME"]];
const [FIRST = 1, LAST = FIRST] = (SEED ?? (IS_LONG ? "1-20" : "7")).split("-").map(Number);
const SEEDS = Array.from({ length: LAST - FIRST + 1 }, (_, index) => FIRST + index);
const NAMED = NAME
  ? FAULTS.filter(({ name }) => name.includes(NAME))
  : FAULTS.filter(({ isShort }) => isShort || IS_LONG || SEED);
const [PART = 1, PARTS = 1] = (process.env["FAULT_PART"] ?? "1/1").split("/").map(Number);
const CHOSEN = NAMED.filter((_, index) => index % PARTS === PART - 1);

let machines: FaultyShop[] = [];
let scene: Scene;

beforeAll(async () => {
  const [ofMachine, ofRedis] = [FakeClock.make(), FakeClock.make()];
  const clocks = ofMachine && ofRedis ? { machine: ofMachine, redis: ofRedis } : null;
  const redis = await (clocks ? RedisServer.startWith(clocks.redis.environment) : RedisServer.start());
  const redisPort = redis.port;
  machines = await Promise.all([
    FaultyShop.start(2, { redisPort, environment: clocks?.machine.environment ?? {} }),
    FaultyShop.start(1, { redisPort }),
  ]);
  const [machine] = machines;
  if (!machine) throw new Error("no machine");
  scene = { machine, machines, redis, clocks };
});

afterAll(async () => {
  await Promise.all(machines.map((machine) => machine.stop()));
  await scene.redis.kill();
  await closeDatabase();
  await database.end();
});

afterEach(() => {
  for (const machine of machines) machine.heal();
});

async function putIn(fault: Fault, seed: number): Promise<void> {
  const ordeal = await Ordeal.begin(machines, seed);
  const happen = async (random: () => number) => {
    await fault.begin(scene, random);
    scene.machine.heal();
  };
  const after = fault.otherSellsAfterMs ?? 0;
  const told = await ordeal.during(happen, { mayBreak: fault.breaksConnections, after });
  process.stdout.write(`    ${fault.name}: ${told.text}\n`);
  const replay = `FAULT_SEED=${seed} FAULT_NAME='${fault.name}' npm test -- faults rush\n${told.text}`;
  expect(told.wrongs, replay).toEqual([]);
  if (fault.sellsMeanwhile) expect(told.soldMeanwhile, replay).toBeGreaterThan(0);
  if (fault.otherSellsAfterMs) expect(told.soldAfter[1], replay).toBeGreaterThan(0);
}

// Every fault with the first seed, then with the next: a run that is ended early has seen all of them.
describe.each(SEEDS)(
  "with seed %i the shop tells the truth and sells again in a rush over two machines",
  (seed) => {
    it.for(CHOSEN)("when $name", async (fault, { skip }) => {
      if (fault.needsClocks && !scene.clocks) skip("no clock can be made here: there is no C compiler");
      await putIn(fault, seed);
    });
  },
);
