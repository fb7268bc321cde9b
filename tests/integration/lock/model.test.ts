import { setTimeout as pause } from "node:timers/promises";
import fc from "fast-check";
import type { Redis } from "ioredis";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type AgentEvent, type AgentOrder, LockAgent } from "#tests/support/lock-agent.ts";
import { type Claim, LockModel } from "#tests/support/lock-model.ts";
import { leftovers, RedisServer } from "#tests/support/redis-server.ts";

const AGENTS = 3;
const KEYS = ["a", "b", "c", "d"];
const LEASE_MS = 1_000;
/** Longer than a lease, a claim's lease and a safety poll together. */
const PATIENCE_MS = 12_000;

type Step =
  | { readonly do: "acquire" | "try" | "glimpse"; readonly agent: number; readonly keys: readonly string[] }
  | { readonly do: "release" | "abort"; readonly which: number }
  | { readonly do: "crash" | "stop"; readonly agent: number }
  | { readonly do: "flush" | "forget scripts" | "cut connections" };

const agent = fc.nat({ max: AGENTS - 1 });
const keys = fc.uniqueArray(fc.constantFrom(...KEYS), { minLength: 1, maxLength: 3 });
const which = fc.nat();
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 16, arbitrary: fc.record({ do: fc.constant("acquire" as const), agent, keys }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constantFrom("try" as const, "glimpse" as const), agent, keys }),
  },
  { weight: 12, arbitrary: fc.record({ do: fc.constant("release" as const), which }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("abort" as const), which }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom("crash" as const, "stop" as const), agent }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constantFrom("flush" as const, "forget scripts" as const, "cut connections" as const),
    }),
  },
);

let server: RedisServer;
let redis: Redis;
let agents: LockAgent[];
let world: World;

/** After a schedule that failed, nobody knows what the processes hold. */
async function restart(): Promise<void> {
  await Promise.all(agents.map((one) => one.kill()));
  agents = await Promise.all(Array.from({ length: AGENTS }, () => newAgent()));
}

beforeAll(async () => {
  server = await RedisServer.start();
  redis = server.client();
  agents = [];
  world = new World();
  await restart();
});
afterAll(async () => {
  await Promise.all(agents.map((one) => one.kill()));
  redis.disconnect();
  await server.kill();
});

function newAgent(): Promise<LockAgent> {
  return LockAgent.start(server.port, (event) => world.hear(event));
}

/** What a schedule does to the locks, beside what the model says of it. */
class World {
  readonly model = new LockModel();
  readonly held = new Set<string>();
  readonly settled = new Set<string>();
  isSpoilt = false;
  readonly agentOf = new Map<string, number>();
  #tokens = new Map<string, bigint>();
  #keysOf = new Map<string, readonly string[]>();
  #broken: string | undefined;
  #pongs = 0;
  #named = 0;

  hear(event: AgentEvent): void {
    const { what, name } = event;
    if (what === "pong") this.#pongs += 1;
    else this.settled.add(`${what} ${name}`);
    if (what === "granted") {
      // Above every token that the keys have seen: of holders that live, died, or were forgotten by Redis.
      for (const key of this.#keysOf.get(name) ?? []) {
        const last = this.#tokens.get(key) ?? 0n;
        if (event.token <= last) this.#broken = `${name} got token ${event.token} of ${key} after ${last}`;
        this.#tokens.set(key, event.token);
      }
      this.held.add(name);
    }
    if (what === "lost" || what === "released") this.held.delete(name);
  }

  async run(schedule: readonly Step[]): Promise<void> {
    this.isSpoilt = true;
    for (const each of schedule) await this.take(each);
    // Everybody who waits is served in the end, and nothing is left behind.
    while (this.model.held.length > 0) await this.take({ do: "release", which: 0 });
    expect(this.model.line).toEqual([]);
    for (const key of KEYS) {
      await this.take({ do: "acquire", agent: 0, keys: [key] });
      await this.take({ do: "release", which: 0 });
    }
    expect(await leftovers(redis)).toEqual([]);
    this.isSpoilt = false;
  }

  async take(taken: Step): Promise<void> {
    switch (taken.do) {
      case "acquire":
        await this.#ask(taken.agent, taken.keys, 600_000);
        break;
      case "try":
      case "glimpse":
        await this.#ask(taken.agent, taken.keys, taken.do === "try" ? 0 : 20);
        break;
      case "release":
        await this.#release(pick(this.model.held, taken.which)?.name);
        break;
      case "abort":
        await this.#abort(pick(this.model.waiting, taken.which)?.name);
        break;
      case "crash":
        await agents[taken.agent]?.kill();
        this.#forget(taken.agent);
        // Who may not wait has what a dead process held when its lease has ended, not before.
        [agents[taken.agent]] = await Promise.all([newAgent(), pause(LEASE_MS + 100)]);
        break;
      case "stop":
        await this.#stop(taken.agent);
        break;
      case "flush":
        // What Redis forgot, nobody can be sure of: all give up, and begin anew with higher tokens.
        await redis.flushall();
        await this.#dismiss([...this.model.waiting, ...this.model.held.splice(0)]);
        this.model.line.length = 0;
        break;
      case "forget scripts":
        await redis.script("FLUSH");
        break;
      case "cut connections":
        await redis.call("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes");
        await redis.call("CLIENT", "KILL", "TYPE", "pubsub");
        this.#pongs = 0;
        for (const one of agents) one.tell({ do: "ping" });
        await this.until("all are connected", () => this.#pongs === AGENTS);
        break;
    }
    const names = () => this.model.held.map(({ name }) => name).sort();
    await this.until(
      () => `${names().join()} hold, as the model says; in truth ${[...this.held].sort().join()}`,
      () => names().join() === [...this.held].sort().join(),
    );
  }

  /** Waits for what must become true; the test fails when it does not. */
  async until(what: string | (() => string), holds: () => boolean): Promise<void> {
    const deadline = performance.now() + PATIENCE_MS;
    while (!holds() || this.#broken !== undefined) {
      if (this.#broken !== undefined) throw new Error(this.#broken);
      if (performance.now() > deadline) throw new Error(`never: ${typeof what === "string" ? what : what()}`);
      await pause(1);
    }
  }

  #tell(index: number, order: AgentOrder): void {
    agents[index]?.tell(order);
  }

  async #ask(index: number, wanted: readonly string[], waitMs: number): Promise<void> {
    this.#named += 1;
    const name = `n${this.#named}`;
    this.agentOf.set(name, index);
    this.#keysOf.set(name, wanted);
    this.#tell(index, { do: "acquire", name, keys: wanted, waitMs, leaseMs: LEASE_MS });
    const canWait = waitMs > 1_000;
    this.model.ask({ name, agent: index, keys: wanted }, waitMs, canWait);
    const ends = canWait ? ["granted", "queued"] : ["granted", "refused"];
    await this.until(`${name} is ${ends.join(" or ")}`, () =>
      ends.some((end) => this.settled.has(`${end} ${name}`)),
    );
    // A glimpse may end on a slow machine before its grant comes; then it must have left nothing behind.
    if (waitMs > 0 && this.settled.has(`refused ${name}`)) this.model.release(name);
  }

  async #release(name: string | undefined): Promise<void> {
    if (name === undefined) return;
    this.#tell(this.agentOf.get(name) ?? 0, { do: "release", name });
    this.model.release(name);
    await this.until(`${name} is released`, () => this.settled.has(`released ${name}`));
  }

  async #abort(name: string | undefined): Promise<void> {
    if (name === undefined) return;
    this.#tell(this.agentOf.get(name) ?? 0, { do: "abort", name });
    this.model.leave(name);
    await this.until(`${name} is refused`, () => this.settled.has(`refused ${name}`));
  }

  /** A process that sleeps longer than its leases has lost them when it wakes, and is told. */
  async #stop(index: number): Promise<void> {
    const mine = this.model.held.filter((claim) => claim.agent === index);
    const waiting = this.model.waiting.filter((claim) => claim.agent === index);
    agents[index]?.child.kill("SIGSTOP");
    this.#forget(index);
    const others = () => this.model.held.map(({ name }) => name);
    await this.until("the others go on", () => others().every((name) => this.held.has(name)));
    await pause(LEASE_MS + 100);
    agents[index]?.child.kill("SIGCONT");
    for (const { name } of mine) {
      await this.until(`${name} is lost`, () => this.settled.has(`lost ${name}`));
    }
    await this.#dismiss(waiting);
    for (const { name } of waiting) this.model.leave(name);
  }

  /** Ends claims that may be anywhere. */
  async #dismiss(claims: readonly Claim[]): Promise<void> {
    for (const { name, agent: index } of claims) {
      this.#tell(index, { do: "abort", name });
      const ends = ["refused", "granted", "lost"];
      await this.until(`${name} ends`, () => ends.some((end) => this.settled.has(`${end} ${name}`)));
      this.#tell(index, { do: "release", name });
      await this.until(`${name} is released`, () => this.settled.has(`released ${name}`));
    }
  }

  #forget(index: number): void {
    for (const { name } of this.model.held.filter((claim) => claim.agent === index)) this.held.delete(name);
    this.model.crash(index);
  }
}

function pick<T>(list: readonly T[], which: number): T | undefined {
  return list[which % Math.max(1, list.length)];
}

/** One who died in two queues keeps the place at the head of the one, where who waits passes it, and who tries does not. */
const DEAD_AHEAD: Step[] = [
  { do: "acquire", agent: 0, keys: ["a"] },
  { do: "acquire", agent: 0, keys: ["b"] },
  { do: "acquire", agent: 1, keys: ["a", "b"] },
  { do: "acquire", agent: 0, keys: ["a"] },
  { do: "crash", agent: 1 },
  { do: "release", which: 0 },
  { do: "try", agent: 2, keys: ["a"] },
  { do: "release", which: 0 },
];

/** The lock looks so far behind the head of a queue and no further: four are passed, five are not. */
const DEEP_QUEUE: Step[] = [
  { do: "acquire", agent: 0, keys: ["a"] },
  ...Array.from({ length: 4 }, () => ({ do: "acquire" as const, agent: 1, keys: ["a", "b"] })),
  { do: "acquire", agent: 2, keys: ["b"] },
  { do: "release", which: 1 },
  { do: "acquire", agent: 1, keys: ["a", "b"] },
  { do: "acquire", agent: 2, keys: ["b"] },
];

describe("any schedule of several processes", () => {
  it("serves whom the model says, in order, all or none, with rising tokens, and leaves nothing", async () => {
    const schedules = fc.array(step, { minLength: 10, maxLength: 30 });
    const property = fc.asyncProperty(schedules, async (schedule) => {
      if (world.isSpoilt) await restart();
      world = new World();
      await redis.flushall();
      await world.run(schedule);
    });
    await fc.assert(property, {
      examples: [[DEAD_AHEAD], [DEEP_QUEUE]],
      numRuns: Number(process.env["LOCK_MODEL_RUNS"] ?? 20),
      interruptAfterTimeLimit: 240_000,
      markInterruptAsFailure: false,
    });
  }, 400_000);
});
