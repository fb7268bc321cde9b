/**
 * One hot product in Lockstep, Vendure and Medusa, each in production mode on the same PostgreSQL and Redis: orders a
 * second, and whether exactly the stock was sold. `npm run bench -- peers --turns 1` for a quick look.
 */
import { cpus } from "node:os";
import { closeDatabase } from "#db/client.ts";
import { runAudit } from "#lib/audit/run-audit.ts";
import { closeRedis } from "#lib/redis/client.ts";
import { cpuOf } from "./process-cpu.ts";
import { keepResults, median, printTable, printTargets } from "./report.ts";
import { BenchShop } from "./rush/bench-shop.ts";
import { openLockstep } from "./shops/lockstep-shop.ts";
import { openMedusa } from "./shops/medusa-shop.ts";
import { restOf } from "./shops/rest.ts";
import { type HotSale, sellHot } from "./shops/sell-hot.ts";
import type { OpenedShop, OpenShop, Shop } from "./shops/shop.ts";
import { openVendure } from "./shops/vendure-shop.ts";

const BUYERS = 50;
const REPETITIONS = Number(process.argv[process.argv.indexOf("--turns") + 1]) || 3;
const TURNS = 1 + REPETITIONS;
/**
 * So many of each hot product that a turn makes hundreds of orders at least: what the last buyers begin in vain counts
 * little then. Vendure needs few for that, for it sells them several times.
 */
const STOCK = { lockstep: 6_000, vendure: BUYERS, medusa: 4 * BUYERS };

interface Measured {
  readonly shop: Shop;
  readonly sales: (HotSale & { readonly cpuMs: number })[];
}

const bench = await BenchShop.open();
const notStarted: [string, string][] = [];
const opened: OpenedShop[] = [
  await openLockstep(bench, { buyers: BUYERS, stock: STOCK.lockstep, turns: TURNS }),
  ...(await openPeer("vendure", 1, openVendure)),
  ...(await openPeer("medusa", 2, openMedusa)),
];
const measured: Measured[] = opened.flatMap(({ shops }) => shops.map((shop) => ({ shop, sales: [] })));
const everyPid = () => measured.flatMap(({ shop }) => shop.pids());

/** Starts another shop on a database and a Redis database of its own; one that can't be had is named in a table. */
async function openPeer(
  name: "vendure" | "medusa",
  redisDatabase: number,
  open: OpenShop,
): Promise<OpenedShop[]> {
  const [databaseUrl, redisUrl] = ["DATABASE_URL", "REDIS_URL"].map((key) => new URL(process.env[key] ?? ""));
  if (!databaseUrl || !redisUrl) throw new Error("the benchmark's services have no addresses");
  await bench.sql`create database ${bench.sql(name)}`;
  databaseUrl.pathname = name;
  redisUrl.pathname = String(redisDatabase);
  const addresses = { databaseUrl: databaseUrl.href, redisUrl: redisUrl.href };
  try {
    return [await open({ buyers: BUYERS, stock: STOCK[name], turns: TURNS, ...addresses })];
  } catch (error) {
    notStarted.push([name, error instanceof Error ? error.message : String(error)]);
    return [];
  }
}

console.log(`# One hot product, here and elsewhere

${cpus().length} cores (${cpus()[0]?.model.trim()}) for the shop, its worker, PostgreSQL (fsync on), Redis and the callers; Node ${process.versions.node}.
${BUYERS} buyers make one order after the other until they are told that none is left. Each figure is the median of
${REPETITIONS} turns after one that warmed up; the shops take turns, and each begins when the others are at rest.`);

for (let turn = 0; turn < TURNS; turn += 1) {
  for (const { shop, sales } of measured) {
    await restOf(everyPid());
    const spent = () => shop.pids().reduce((sum, pid) => sum + cpuOf(pid), 0);
    const before = spent();
    const sale = await sellHot(shop);
    sales.push({ ...sale, cpuMs: (spent() - before) / sale.confirmed });
    const what = turn === 0 ? "warming up" : `${turn} of ${REPETITIONS}`;
    process.stderr.write(
      `${what}: ${shop.name}, ${shop.way}: ${sale.ordersPerSecond.toFixed(1)} orders a second\n`,
    );
  }
}

/** The median over the turns that count. */
const figure = ({ sales }: Measured, of: (sale: Measured["sales"][number]) => number) =>
  median(sales.slice(1).map(of));
const rate = (one: Measured) => figure(one, (sale) => sale.ordersPerSecond);
/** Of every turn, the one that warmed up as well. */
const sum = ({ sales }: Measured, of: (sale: HotSale) => number) =>
  sales.reduce((total, sale) => total + of(sale), 0);

printTable(
  "How fast",
  [
    "shop",
    "an order is",
    "orders/s",
    "requests/s",
    "writes/s",
    "p50 ms",
    "p99 ms",
    "CPU ms of the shop an order",
  ],
  measured.map((one) => [
    one.shop.name,
    one.shop.way,
    rate(one),
    figure(one, (sale) => sale.requestsPerSecond),
    rate(one) * one.shop.writes,
    figure(one, (sale) => sale.p50Ms),
    figure(one, (sale) => sale.p99Ms),
    figure(one, (sale) => sale.cpuMs),
  ]),
);
printTable(
  `How exactly, all ${TURNS} turns together, by each shop's own rows`,
  [
    "shop",
    "an order is",
    "stock",
    "sold",
    "oversold",
    "left",
    "confirmed to a buyer",
    "buyers refused",
    "failed tries",
  ],
  measured.map((one) => [
    one.shop.name,
    one.shop.way,
    String(sum(one, ({ stock }) => stock)),
    String(sum(one, ({ sold }) => sold)),
    String(sum(one, ({ sold, stock }) => Math.max(0, sold - stock))),
    String(sum(one, ({ sold, stock }) => Math.max(0, stock - sold))),
    String(sum(one, ({ confirmed }) => confirmed)),
    String(sum(one, ({ refused }) => refused)),
    String(sum(one, ({ failed }) => failed)),
  ]),
);
const reasons = measured.flatMap(({ shop, sales }) =>
  sales.flatMap((sale) =>
    Object.entries(sale.reasons).map(([why, count]) => [shop.name, shop.way, why, String(count)] as const),
  ),
);
if (reasons.length > 0)
  printTable("Why tries failed, turn by turn", ["shop", "an order is", "why", "how often"], reasons);
if (notStarted.length > 0) printTable("Could not be started", ["shop", "why"], notStarted);

const [own, ...peers] = measured;
if (!own) throw new Error("Lockstep was not measured");
printTable(
  "Lockstep beside each",
  ["shop", "an order is", "orders, times", "requests, times", "writes, times"],
  peers.map((peer) => [
    peer.shop.name,
    peer.shop.way,
    rate(own) / rate(peer),
    figure(own, (sale) => sale.requestsPerSecond) / figure(peer, (sale) => sale.requestsPerSecond),
    rate(own) / (rate(peer) * peer.shop.writes),
  ]),
);
const audit = await runAudit();
const wrong = sum(own, ({ sold, stock, confirmed, taken, failed }) =>
  sold === stock && confirmed === stock && taken === stock && failed === 0 ? 0 : 1,
);
printTargets([
  ...peers.map((peer) => ({
    name: `orders a second / ${peer.shop.name}, ${peer.shop.way}`,
    value: rate(own) / rate(peer),
    atLeast: 100,
  })),
  { name: "turns in which Lockstep did not sell exactly its stock", value: wrong, atMost: 0 },
  { name: "checks of the audit that fail", value: audit.checks.filter(({ ok }) => !ok).length, atMost: 0 },
]);
keepResults("peers", {
  BUYERS,
  shops: measured.map(({ shop: { name, way, stock, writes }, sales }) => ({
    name,
    way,
    stock,
    writes,
    sales,
  })),
  notStarted,
});

await Promise.all(opened.map((shop) => shop.stop()));
await Promise.all([closeRedis(), closeDatabase()]);
await bench.close();
process.exit(0);
