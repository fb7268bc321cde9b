/**
 * Ten minutes of a busy shop: people look, buy, claim, top up and cancel all the time. Nothing may fail, memory may
 * not grow after the third minute, nothing may be left in Redis for ever, and what has expired is deleted meanwhile.
 * `npm run bench -- soak --seconds 60` for a quick look.
 */
import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { Redis } from "ioredis";
import { Pool } from "undici";
import { closeDatabase } from "#db/client.ts";
import { runAudit } from "#lib/audit/run-audit.ts";
import { closeRedis } from "#lib/redis/client.ts";
import { makeShoppers } from "#lib/rush/make-shoppers.ts";
import { keepHouse } from "../../scripts/stack/keep-house.ts";
import { keepResults, median, printTable, printTargets } from "./report.ts";
import { BenchShop } from "./rush/bench-shop.ts";

const SECONDS = Number(process.argv[process.argv.indexOf("--seconds") + 1] || 600) || 600;
const ACTORS = 24;
const SAMPLE_MS = 5_000;
/** Memory settles in so much of the run: the third minute of ten. */
const SETTLED = 0.3;
/** A shopper's pause between two things. */
const REST_MS = 40;

const shop = await BenchShop.open();
const shoppers = await makeShoppers({ count: ACTORS, balance: 90_000_000 });
const products = await shop.products(50, 1_000_000);
const coupons = await Promise.all(Array.from({ length: 400 }, () => shop.coupon(1_000_000)));
const pool = new Pool(shop.url, { connections: ACTORS, pipelining: 1 });
const statuses: Record<string, number> = {};
const failures: string[] = [];
const memory: { readonly at: number; readonly mib: number }[] = [];
const startedAt = performance.now();
const seconds = () => (performance.now() - startedAt) / 1_000;

/** Sends one request; an answer that is not among the expected ones is a failure. */
async function ask(
  cookie: string,
  method: "GET" | "POST",
  path: string,
  body?: unknown,
  expected: readonly number[] = [200, 201],
): Promise<string> {
  const key: Record<string, string> = method === "POST" ? { "idempotency-key": randomUUID() } : {};
  const headers = { cookie, "content-type": "application/json", ...key };
  const text = body === undefined ? null : JSON.stringify(body);
  try {
    const answer = await pool.request({ path, method, headers, body: text });
    const told = await answer.body.text();
    const name = `${method} ${path.replace(/[0-9a-f-]{20,}|bench-\w+/g, "*").split("?")[0]} ${answer.statusCode}`;
    statuses[name] = (statuses[name] ?? 0) + 1;
    if (!expected.includes(answer.statusCode)) failures.push(`${name}: ${told.slice(0, 200)}`);
    return told;
  } catch (error) {
    failures.push(`${method} ${path}: ${String(error)}`);
    return "{}";
  }
}

const anyOf = <T>(list: readonly T[]): T => list[Math.floor(Math.random() * list.length)] as T;

/** One shopper's afternoon. */
async function liveOn(cookie: string): Promise<void> {
  for (let round = 0; seconds() < SECONDS; round += 1) {
    const productId = anyOf(products);
    await ask(
      cookie,
      "GET",
      anyOf(["/", "/products", `/products/${productId}`, "/api/products?pageSize=20"]),
    );
    const bought = await ask(cookie, "POST", "/api/checkout", { items: [{ productId, quantity: 1 }] });
    const { order } = JSON.parse(bought) as { order?: { id: string } };
    if (round % 4 === 0 && order) await ask(cookie, "POST", `/api/orders/${order.id}/cancel`, {});
    if (round % 5 === 0) await ask(cookie, "POST", `/api/coupons/${anyOf(coupons)}/claim`, {}, [201, 409]);
    if (round % 7 === 0) await ask(cookie, "POST", "/api/points/top-up", { amount: 100 }, [201, 422]);
    if (round % 3 === 0)
      await ask(cookie, "GET", anyOf(["/orders", "/cart", "/api/points/history", "/account"]));
    await pause(Math.random() * 2 * REST_MS);
  }
}

/** Puts answers and sessions there that have expired; the house is kept while the shop is busy. */
async function expireSome(): Promise<void> {
  const [shopper] = shoppers;
  await shop.sql`
    insert into idempotency_records (user_id, route, key, request_hash, status, body, created_at, expires_at)
    values (${shopper?.id ?? ""}, '/api/points/top-up', ${`soak-${randomUUID()}`}, 'soak', 201, '{}',
      now() - interval '2 days', now() - interval '1 day')`;
}

async function expiredLeft(): Promise<number> {
  const [row] = await shop.sql<{ count: number }[]>`
    select count(*)::int as count from idempotency_records where expires_at < now()`;
  return row?.count ?? 0;
}

/** Keys of Redis that nothing will ever take away, by their kind; a lock's own claims are told by its fields. */
async function keptForEver(): Promise<string[]> {
  const redis = new Redis(process.env["REDIS_URL"] ?? "");
  const kept: string[] = [];
  for (const key of await redis.keys("*")) {
    if ((await redis.ttl(key)) !== -1) continue;
    const isClaims = key.endsWith(":claims");
    const fields = isClaims ? (await redis.hkeys(key)).filter((field) => field !== "\0") : [];
    if (!isClaims || fields.length > 0) kept.push(isClaims ? `${key} ${fields.join()}` : key);
  }
  redis.disconnect();
  return kept;
}

await expireSome();
const houseMs = Math.min(60_000, (SECONDS * 1_000) / 5);
const stopHouse = await keepHouse(process.env["DATABASE_URL"] ?? "", ".next", houseMs);
const sampling = setInterval(() => {
  memory.push({ at: seconds(), mib: shop.services.appMemory });
  void expireSome();
}, SAMPLE_MS);
await Promise.all(shoppers.map(({ cookie }) => liveOn(cookie)));
clearInterval(sampling);
await pool.close();
stopHouse();

const isBetween = (from: number, to: number) => (at: number) => at >= from * SECONDS && at < to * SECONDS;
const mibIn = (fits: (at: number) => boolean) =>
  median(memory.filter(({ at }) => fits(at)).map(({ mib }) => mib));
const settled = mibIn(isBetween(SETTLED - 0.1, SETTLED + 0.1));
const atEnd = mibIn(isBetween(0.9, 1.1));
// The longest time for which anything of a request's own is kept.
await pause(12_000);
const kept = await keptForEver();
const [put] = [memory.length + 1];
const left = await expiredLeft();
const audit = await runAudit();
const requests = Object.values(statuses).reduce((sum, count) => sum + count, 0);

printTable(
  `${SECONDS} s of a busy shop: ${requests} requests`,
  ["answer", "how often"],
  Object.entries(statuses).toSorted(),
);
for (const failure of failures.slice(0, 20)) console.log(`FAILED ${failure}`);
for (const key of kept.slice(0, 20)) console.log(`KEPT FOR EVER ${key}`);
printTargets([
  { name: "errors", value: failures.length, atMost: 0 },
  { name: "memory at the end, of that in the third minute of ten", value: atEnd / settled, atMost: 1.1 },
  { name: "keys that Redis keeps for ever", value: kept.length, atMost: 0 },
  { name: "expired answers that were deleted meanwhile, %", value: (100 * (put - left)) / put, atLeast: 50 },
  { name: "checks of the audit that fail", value: audit.checks.filter(({ ok }) => !ok).length, atMost: 0 },
]);
keepResults("soak", { seconds: SECONDS, statuses, failures, memory, kept });
await closeRedis();
await closeDatabase();
await shop.close();
process.exit(failures.length > 0 || !audit.ok ? 1 : 0);
