import { execFileSync } from "node:child_process";
import { cpus } from "node:os";
import { setTimeout as pause } from "node:timers/promises";
import { leftovers, RedisServer } from "#tests/support/redis-server.ts";
import { type Contended, type Contention, clockUs } from "./lock/contend.ts";
import { Contender } from "./lock/contender.ts";
import { judge } from "./lock/judge.ts";
import { PEERS, type Peer, type PeerName } from "./lock/peers.ts";
import { costPer, redisCost } from "./redis-cost.ts";
import { keepResults, median, medians, printTable, printTargets } from "./report.ts";

const REPETITIONS = 3;
/** The same where a run is short: 500 grants cost Redis now this, now half as much again. */
const SHORT_REPETITIONS = 9;
/** So many turns each peer has alone, all of them together as long as a run. */
const ALONE_TURNS = 50;
/** How long each run lasts: `npm run bench -- lock --seconds 2` for a quick look. */
const SECONDS = Number(process.argv[process.argv.indexOf("--seconds") + 1] || 5) || 5;
const LEASE_MS = 1_000;

type Row = Record<string, number>;
execFileSync("npm", ["run", "build", "--workspace", "lib/lock"], { stdio: "ignore" });
const server = await RedisServer.start();
const admin = server.client();
const everyone = Object.keys(PEERS) as PeerName[];
const contenders = everyone.filter((name) => name !== "floor");
/** The peers of others, each as it is documented. */
const others = contenders.filter((name) => name !== "lockstep" && name !== "redlock 5, 10 ms");
const results: Record<string, Partial<Record<PeerName, Row>>> = {};

/** Runs a scenario some times, one peer after the other in each, and keeps the medians. */
async function scenario(
  name: string,
  peers: readonly PeerName[],
  run: (peer: PeerName) => Promise<Row>,
  repetitions = REPETITIONS,
): Promise<Partial<Record<PeerName, Row>>> {
  const runs = new Map<PeerName, Row[]>(peers.map((peer) => [peer, []]));
  for (let repetition = 0; repetition < repetitions; repetition += 1) {
    for (const [peer, rows] of runs) {
      await admin.flushall();
      rows.push(await run(peer));
    }
    process.stderr.write(`${name}: ${repetition + 1} of ${repetitions}\n`);
  }
  return show(name, runs);
}

/** Prints and keeps the medians of what each peer's runs came to. */
function show(name: string, runs: ReadonlyMap<PeerName, Row[]>): Partial<Record<PeerName, Row>> {
  const peers = [...runs.keys()];
  const rows: Partial<Record<PeerName, Row>> = {};
  for (const [peer, all] of runs) rows[peer] = medians(all);
  results[name] = rows;
  const columns = Object.keys(rows[peers[0] ?? "floor"] ?? {});
  printTable(
    name,
    ["", ...columns],
    peers.map((peer) => [peer, ...columns.map((column) => rows[peer]?.[column] ?? Number.NaN)]),
  );
  return rows;
}

/**
 * One caller, nobody in the way. A pair takes a tenth of a millisecond, and a virtual machine's pace changes by
 * the second: so the peers take many short turns side by side.
 */
async function alone(name: string, keyCount: number): Promise<Partial<Record<PeerName, Row>>> {
  const keys = Array.from({ length: keyCount }, (_, index) => `key-${index}`);
  const peers = new Map<PeerName, Peer>();
  for (const peerName of everyone) {
    const peer = await PEERS[peerName](server.port);
    for (let warm = 0; warm < 500; warm += 1) await (await peer.acquire(keys, LEASE_MS))();
    peers.set(peerName, peer);
  }
  const runs = new Map<PeerName, Row[]>(everyone.map((peer) => [peer, []]));
  for (let turn = 0; turn < ALONE_TURNS; turn += 1) {
    for (const [peerName, peer] of peers) runs.get(peerName)?.push(await pairs(peer, keys));
  }
  for (const peer of peers.values()) await peer.close();
  return show(name, runs);
}

/** Takes and gives back, time and again, for one turn. */
async function pairs(peer: Peer, keys: readonly string[]): Promise<Row> {
  const before = await redisCost(admin);
  const cpu = process.cpuUsage();
  const startedAt = clockUs();
  let pairs = 0;
  for (; clockUs() - startedAt < (SECONDS * 1e6) / ALONE_TURNS; pairs += 1) {
    await (await peer.acquire(keys, LEASE_MS))();
  }
  const seconds = (clockUs() - startedAt) / 1e6;
  const used = process.cpuUsage(cpu);
  const cost = costPer(before, await redisCost(admin), pairs);
  return {
    "pairs/s": pairs / seconds,
    "Redis CPU µs": cost.cpuUs,
    "Redis commands": cost.commands,
    "socket reads": cost.reads,
    "caller CPU µs": (used.user + used.system) / pairs,
  };
}

/** Many workers, in some processes, at once. */
async function crowd(peerName: PeerName, processes: number, run: Contention): Promise<Row> {
  const started = await Promise.all(
    Array.from({ length: processes }, (_, index) => Contender.start(peerName, server.port, `p${index}`)),
  );
  const before = await redisCost(admin);
  const runs: Contended[] = await Promise.all(started.map((contender) => contender.contend(run)));
  const after = await redisCost(admin);
  await Promise.all(started.map((contender) => contender.kill()));
  const figures = judge(runs);
  const cost = costPer(before, after, figures.grants);
  return {
    "grants/s": figures.grantsPerSecond,
    "changes/s": figures.changesPerSecond,
    "p50 ms": figures.p50Ms,
    "p99 ms": figures.p99Ms,
    "longest ms": figures.longestMs,
    "overtakes/grant": figures.overtakesPerGrant,
    failures: figures.failures,
    violations: figures.violations,
    grants: figures.grants,
    "took ms": figures.tookMs,
    "Redis CPU µs": cost.cpuUs,
    "Redis commands": cost.commands,
    "socket reads": cost.reads,
  };
}

/** The holder's process is killed: how long after the end of its lease the next has the lock. */
async function deadHolder(peerName: PeerName): Promise<Row> {
  const [holder, peer] = [
    await Contender.start(peerName, server.port, "holder"),
    await PEERS[peerName](server.port),
  ];
  await holder.acquire("key", LEASE_MS);
  const next = peer.acquire(["key"], LEASE_MS);
  await pause(100);
  await holder.kill();
  const endsAt = clockUs() + (await peer.leaseLeft("key")) * 1e3;
  const release = await next;
  const late = (clockUs() - endsAt) / 1e3;
  await release();
  await peer.close();
  return { "ms after the lease": late };
}

/** A waiter's process is killed: how long after the release the one behind it has the lock. */
async function deadWaiter(peerName: PeerName): Promise<Row> {
  const [waiter, holder, behind] = [
    await Contender.start(peerName, server.port, "waiter"),
    await PEERS[peerName](server.port),
    await PEERS[peerName](server.port),
  ];
  const release = await holder.acquire(["key"], 10_000);
  waiter.order({ do: "acquire", key: "key", leaseMs: 10_000 });
  await pause(150);
  const next = behind.acquire(["key"], 10_000);
  await pause(100);
  await waiter.kill();
  await pause(100);
  const releasedAt = clockUs();
  await release();
  const releaseNext = await next;
  const late = (clockUs() - releasedAt) / 1e3;
  await releaseNext();
  await Promise.all([holder.close(), behind.close()]);
  return { "ms after the release": late };
}

const oneKey = { sectionMs: 1, seconds: SECONDS, keys: 1, outOf: 1 };
console.log(`# The lock, beside its peers

${cpus().length} cores (${cpus()[0]?.model.trim()}), Node ${process.versions.node}, Redis ${await version()}.
Each figure is the median of ${REPETITIONS} runs, which took turns; one run lasts ${SECONDS} s. 500 waiters are
drained ${SHORT_REPETITIONS} times.`);

const alone1 = await alone("One caller, one key", 1);
const alone5 = await alone("One caller, five keys", 5);
const ideal = await scenario("A bare pair around a 1 ms timer", ["floor"], (peer) =>
  crowd(peer, 1, { ...oneKey, workers: 1 }),
);
const hot1 = await scenario("50 workers of one process on one key, 1 ms", contenders, (peer) =>
  crowd(peer, 1, { ...oneKey, workers: 50 }),
);
const hot4 = await scenario("25 workers in each of 4 processes on one key, 1 ms", contenders, (peer) =>
  crowd(peer, 4, { ...oneKey, workers: 25 }),
);
const waiters = { workers: 500, turns: 1, sectionMs: 2, seconds: 4 * SECONDS, keys: 1, outOf: 1 };
const timer = await timerFloor(500, 2);
const drained = await scenario(
  "500 waiters at once on one key, 2 ms",
  contenders,
  (peer) => crowd(peer, 1, waiters),
  SHORT_REPETITIONS,
);
const carts = await scenario("50 workers with carts of 3 out of 20 keys, 1 ms", contenders, (peer) =>
  crowd(peer, 1, { ...oneKey, workers: 50, keys: 3, outOf: 20 }),
);
const holders = await scenario("The holder is killed", contenders, deadHolder);
const dead = await scenario("The waiter ahead is killed", contenders, deadWaiter);
await PEERS.lockstep(server.port).then(async (peer) => {
  await (await peer.acquire(["last"], LEASE_MS))();
  await peer.close();
});
const leaked = (await leftovers(admin)).length;

const of = (rows: Partial<Record<PeerName, Row>>, peer: PeerName, column: string) =>
  rows[peer]?.[column] ?? Number.NaN;
const ratio = (rows: Partial<Record<PeerName, Row>>, column: string, peer: PeerName) =>
  of(rows, "lockstep", column) / of(rows, peer, column);
const best = (rows: Partial<Record<PeerName, Row>>, column: string) =>
  Math.min(...others.map((peer) => of(rows, peer, column)));
const all = [hot1, hot4, drained, carts].map((rows) => of(rows, "lockstep", "violations"));

printTargets([
  { name: "round trips of a pair, 1 key", value: of(alone1, "lockstep", "socket reads"), atMost: 2.01 },
  { name: "round trips of a pair, 5 keys", value: of(alone5, "lockstep", "socket reads"), atMost: 2.01 },
  { name: "pairs / redlock 5, 1 key", value: ratio(alone1, "pairs/s", "redlock 5"), atLeast: 0.9 },
  { name: "pairs / redlock 5, 5 keys", value: ratio(alone5, "pairs/s", "redlock 5"), atLeast: 0.9 },
  {
    name: "pairs / redis-semaphore, 5 keys",
    value: ratio(alone5, "pairs/s", "redis-semaphore"),
    atLeast: 2.5,
  },
  {
    name: "Redis CPU of a pair / redlock 5, 1 key",
    value: ratio(alone1, "Redis CPU µs", "redlock 5"),
    atMost: 1.5,
  },
  {
    name: "Redis CPU of a pair / redlock 5, 5 keys",
    value: ratio(alone5, "Redis CPU µs", "redlock 5"),
    atMost: 1.5,
  },
  { name: "changes / redlock 5, 50 workers", value: ratio(hot1, "changes/s", "redlock 5"), atLeast: 15 },
  {
    name: "changes / the ideal serial rate",
    value: of(hot1, "lockstep", "changes/s") / of(ideal, "floor", "grants/s"),
    atLeast: 0.85,
  },
  {
    name: "longest wait / best peer, 50 workers",
    value: of(hot1, "lockstep", "longest ms") / best(hot1, "longest ms"),
    atMost: 0.1,
  },
  { name: "overtakes a grant, one process", value: of(hot1, "lockstep", "overtakes/grant"), atMost: 0 },
  { name: "overtakes a grant, four processes", value: of(hot4, "lockstep", "overtakes/grant"), atMost: 0.05 },
  { name: "500 drained / the timer's floor", value: of(drained, "lockstep", "took ms") / timer, atMost: 1.4 },
  {
    name: "500 drained / best peer",
    value: of(drained, "lockstep", "took ms") / best(drained, "took ms"),
    atMost: 0.6,
  },
  {
    name: "500 drained, Redis CPU / best peer",
    value: of(drained, "lockstep", "Redis CPU µs") / best(drained, "Redis CPU µs"),
    atMost: 0.7,
  },
  { name: "carts / redlock 5", value: ratio(carts, "grants/s", "redlock 5"), atLeast: 1.4 },
  {
    name: "carts / redlock 5 that asks every 5 ms",
    value: ratio(carts, "grants/s", "redlock 5, 5 ms"),
    atLeast: 1,
  },
  {
    name: "carts, longest wait / redlock 5 that asks every 5 ms",
    value: ratio(carts, "longest ms", "redlock 5, 5 ms"),
    atMost: 0.5,
  },
  {
    name: "carts, longest wait / best peer",
    value: of(carts, "lockstep", "longest ms") / best(carts, "longest ms"),
    atMost: 0.125,
  },
  { name: "carts, failures", value: of(carts, "lockstep", "failures"), atMost: 0 },
  {
    name: "dead holder, ms after the lease",
    value: of(holders, "lockstep", "ms after the lease"),
    atMost: 10,
  },
  {
    name: "dead waiter, ms after the release",
    value: of(dead, "lockstep", "ms after the release"),
    atMost: 5,
  },
  { name: "violations of mutual exclusion", value: Math.max(...all), atMost: 0 },
  { name: "keys left behind", value: leaked, atMost: 0 },
]);
keepResults("lock", { timer, leaked, results });

admin.disconnect();
await server.kill();
process.exit(0);

/** What `count` timers of `ms` take, one after the other: nobody drains a queue of such sections faster. */
async function timerFloor(count: number, ms: number): Promise<number> {
  const runs: number[] = [];
  for (let repetition = 0; repetition < REPETITIONS; repetition += 1) {
    const startedAt = clockUs();
    for (let turn = 0; turn < count; turn += 1) await pause(ms);
    runs.push((clockUs() - startedAt) / 1e3);
  }
  return median(runs);
}

async function version(): Promise<string> {
  return /redis_version:(\S+)/.exec(await admin.info("server"))?.[1] ?? "";
}
