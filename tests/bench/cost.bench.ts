import { cpus } from "node:os";
import { Redis } from "ioredis";
import { closeDatabase } from "#db/client.ts";
import { runAudit } from "#lib/audit/run-audit.ts";
import { checkOut } from "#lib/checkout/check-out.ts";
import { closeLocks } from "#lib/locking/locks.ts";
import { closeRedis } from "#lib/redis/client.ts";
import { makeShoppers } from "#lib/rush/make-shoppers.ts";
import { redisCost } from "./redis-cost.ts";
import { keepResults, medians, printTable, printTargets } from "./report.ts";
import { BenchShop } from "./rush/bench-shop.ts";
import { loop } from "./rush/buyers.ts";
import type { Figures } from "./rush/figures.ts";
import { writePastOrders } from "./rush/past-orders.ts";

const REPETITIONS = 5;
const MS = 2_000;
const BUYERS = 50;
const PAST = [1_000, 10_000, 100_000, 1_000_000];

const shop = await BenchShop.open();
await shop.countStatements();
const crowd = await makeShoppers({ count: 1_000, balance: 100_000_000 });
const buyers = await makeShoppers({ count: BUYERS, balance: 100_000_000 });
const products = await shop.products(100, 1_000_000);
const [hot = ""] = await shop.products(1, 1_000_000);
const redis = new Redis(process.env["REDIS_URL"] ?? "");

/** Statements that PostgreSQL ran, by its own count. */
async function statements(): Promise<number> {
  const [row] = await shop.sql<{ calls: string }[]>`select sum(calls)::text as calls from pg_stat_statements`;
  return Number(row?.calls);
}

const buy = (worker: number) =>
  checkOut({
    userId: buyers[worker]?.id ?? "",
    lines: [{ productId: hot, quantity: 1 }],
    locale: "en",
    once: null,
  });

/** What one order costs now, in CPU, commands, statements and log. */
async function costNow(): Promise<Figures> {
  await loop(BUYERS, MS / 4, buy);
  // Written here, not by what is measured: pages that were dirty before would be logged whole in it.
  await shop.sql`checkpoint`;
  await loop(BUYERS, MS / 4, buy);
  const [before, commandsBefore, statementsBefore] = await Promise.all([
    shop.services.spent(),
    redisCost(redis),
    statements(),
  ]);
  const cpu = process.cpuUsage();
  const orders = (await loop(BUYERS, MS, buy)).length;
  const used = process.cpuUsage(cpu);
  const [after, commandsAfter, statementsAfter] = await Promise.all([
    shop.services.spent(),
    redisCost(redis),
    statements(),
  ]);
  return {
    "Node CPU ms": (used.user + used.system) / 1_000 / orders,
    "Postgres CPU ms": (after.postgres - before.postgres) / orders,
    "Redis CPU ms": (after.redis - before.redis) / orders,
    "Redis commands": (commandsAfter.commands - commandsBefore.commands) / orders,
    "Postgres statements": (statementsAfter - statementsBefore) / orders,
    "WAL bytes": (after.walBytes - before.walBytes) / orders,
    orders,
  };
}

console.log(`# What one order costs as the tables grow

${cpus().length} cores (${cpus()[0]?.model.trim()}); ${BUYERS} buyers of one hot product through the checkout service.
Medians of ${REPETITIONS} runs of ${MS / 1_000} s at each size.`);

const rows: [number, Figures][] = [];
let written = 0;
for (const size of PAST) {
  await writePastOrders(
    shop.sql,
    crowd.map(({ id }) => id),
    products,
    written,
    size,
  );
  written = size;
  await shop.sql`analyze`;
  const runs: Figures[] = [];
  for (let repetition = 0; repetition < REPETITIONS; repetition += 1) runs.push(await costNow());
  rows.push([size, medians(runs)]);
  process.stderr.write(`${size} orders\n`);
}

const columns = Object.keys(rows[0]?.[1] ?? {});
printTable(
  "One order, with so many in the tables",
  ["orders before", ...columns],
  rows.map(([size, row]) => [
    size.toLocaleString("en"),
    ...columns.map((column) => row[column] ?? Number.NaN),
  ]),
);
const [first, last] = [rows[0]?.[1] ?? {}, rows.at(-1)?.[1] ?? {}];
const sumOf = (row: Figures) =>
  ["Node CPU ms", "Postgres CPU ms", "Redis CPU ms"].reduce(
    (sum, column) => sum + (row[column] ?? Number.NaN),
    0,
  );
const growth = (column: string) => (last[column] ?? Number.NaN) / (first[column] ?? Number.NaN);
const { ok } = await runAudit();
printTargets([
  { name: "CPU of an order at 10^6 / at 10^3", value: sumOf(last) / sumOf(first), atMost: 1.2 },
  { name: "Redis commands at 10^6 / at 10^3", value: growth("Redis commands"), atMost: 1.2 },
  { name: "Postgres statements at 10^6 / at 10^3", value: growth("Postgres statements"), atMost: 1.2 },
  { name: "WAL bytes at 10^6 / at 10^3", value: growth("WAL bytes"), atMost: 1.2 },
  { name: "broken promises in the audit", value: ok ? 0 : 1, atMost: 0 },
]);
keepResults("cost", Object.fromEntries(rows));

redis.disconnect();
await Promise.all([closeLocks(), closeRedis(), closeDatabase()]);
await shop.close();
process.exit(ok ? 0 : 1);
