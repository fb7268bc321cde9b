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
 * `npm run test:faults` puts every fault in with many seeds; `FAULT_SEED` replays one, `FAULT_NAME` the faults whose
 * name has this in it.
 */
const IS_LONG = process.env["TEST_LONG"] === "1";
const [SEED, NAME] = [process.env["FAULT_SEED"], process.env["FAULT_NAME"]];
const SEEDS = SEED ? [Number(SEED)] : IS_LONG ? Array.from({ length: 20 }, (_, index) => index + 1) : [7];
const CHOSEN = NAME
  ? FAULTS.filter(({ name }) => name.includes(NAME))
  : FAULTS.filter(({ isShort }) => isShort || IS_LONG || SEED);

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
  const told = await ordeal.during(happen, { mayBreak: fault.breaksConnections });
  process.stdout.write(`    ${fault.name}: ${told.text}\n`);
  const replay = `FAULT_SEED=${seed} FAULT_NAME='${fault.name}' npm test -- faults rush\n${told.text}`;
  expect(told.wrongs, replay).toEqual([]);
  if (fault.sellsMeanwhile) expect(told.soldMeanwhile, replay).toBeGreaterThan(0);
}

describe.each(CHOSEN)("when $name in a rush over two machines", (fault) => {
  it.for(SEEDS)("the shop tells the truth and sells again (seed %i)", async (seed, { skip }) => {
    if (fault.needsClocks && !scene.clocks) skip("no clock can be made here: there is no C compiler");
    await putIn(fault, seed);
  });
});
