import { cpus } from "node:os";
import { closeDatabase } from "#db/client.ts";
import { runAudit } from "#lib/audit/run-audit.ts";
import { checkOut } from "#lib/checkout/check-out.ts";
import type { Purchase } from "#lib/checkout/decide-order.ts";
import { placeOrders } from "#lib/checkout/place-orders.ts";
import { HeldLock } from "#lib/lock/held-lock.ts";
import { closeLocks, productKey } from "#lib/locking/locks.ts";
import { closeRedis } from "#lib/redis/client.ts";
import { makeShoppers } from "../../scripts/setup/make-shoppers.ts";
import { keepResults, medians, printTable, printTargets } from "./report.ts";
import { BenchShop } from "./rush/bench-shop.ts";
import { everybodyBuysOne, loop } from "./rush/buyers.ts";
import { drawChart } from "./rush/chart.ts";
import { type Figures, figuresOf, inversionsOf } from "./rush/figures.ts";
import { oneStatement, plainPool, sixStatements } from "./rush/floors.ts";
import { type Amount, type Hit, load, type Shot } from "./rush/load.ts";

const REPETITIONS = 3;
/** How long each run lasts: `npm run bench -- rush --seconds 2` for a quick look. */
const SECONDS = Number(process.argv[process.argv.indexOf("--seconds") + 1] || 3) || 3;
const MS = SECONDS * 1_000;
const PLENTY = 1_000_000;
const CLAIM_ROUNDS = 12;

const shop = await BenchShop.open();
const shoppers = await makeShoppers({ count: 200 * CLAIM_ROUNDS, balance: 10_000_000 });
const [hot = "", gone = "", ...shelf] = await shop.products(1_002, PLENTY);
await shop.sql`update product_stock set quantity = 0 where product_id = ${gone}`;
await shop.sql`insert into stock_movements (product_id, kind, delta, reason) values (${gone}, 'adjustment', ${-PLENTY}, 'bench')`;
const plain = plainPool();
const [six, one] = [sixStatements(plain), oneStatement(plain)];
const failed: string[] = [];

const bodyOf = (...ids: string[]) =>
  JSON.stringify({ items: ids.map((productId) => ({ productId, quantity: 1 })) });
const checkout = (...ids: string[]): Shot => ({ path: "/api/checkout", body: bodyOf(...ids) });
const anyOf = (list: readonly string[]) => list[Math.floor(Math.random() * list.length)] ?? hot;
const userOf = (worker: number) => shoppers[worker]?.id ?? "";
const cartOfThree = () => [...new Set([0, 1, 2].map(() => anyOf(shelf.slice(0, 20))))];

/** Sends requests, and reckons what they cost; every answer must have the status. */
async function overHttp(
  name: string,
  count: number,
  status: number,
  shotOf: (actor: number, round: number) => Shot,
  { url = shop.url, amount = { ms: MS } as Amount } = {},
): Promise<{ figures: Figures; hits: Hit[] }> {
  const before = await shop.services.spent();
  const hits = await load(url, shoppers.slice(0, count), shotOf, amount);
  const after = await shop.services.spent();
  const wrong = hits.filter((hit) => hit.status !== status);
  if (wrong.length > 0)
    failed.push(`${name}: ${wrong.length} answers such as ${wrong[0]?.status} ${wrong[0]?.body}`);
  const each = (field: keyof typeof after) => (after[field] - before[field]) / hits.length;
  const cost = {
    "app CPU ms": each("app"),
    "Postgres CPU ms": each("postgres"),
    "Redis CPU ms": each("redis"),
  };
  return { figures: { ...figuresOf(hits), ...cost }, hits };
}

const purchaseOf = (worker: number): Purchase => ({
  userId: userOf(worker),
  lines: [{ productId: hot, quantity: 1 }],
  locale: "en",
  once: null,
});

/** Everybody "holds" the product with one token: what is left are the row locks. */
const unlocked = new HeldLock(
  { giveBack: async () => {}, lose: () => {} },
  {
    id: "bench",
    keys: [productKey(hot)],
    token: 2n ** 51n,
    leaseMs: 1_000,
    validUntil: Number.POSITIVE_INFINITY,
    request: { mayBeLate: false },
  },
);
const withoutLock = (worker: number) => placeOrders([purchaseOf(worker)], unlocked);

const hotAt =
  (count: number, url = shop.url) =>
  async () => {
    const { figures, hits } = await overHttp(`hot ${count}`, count, 201, () => checkout(hot), { url });
    return { ...figures, "inversions %": 100 * inversionsOf(hits) };
  };
const http = (name: string, status: number, shotOf: (actor: number, round: number) => Shot) => async () =>
  (await overHttp(name, 200, status, shotOf)).figures;
const inProcess = (workers: number, act: (worker: number) => Promise<unknown>) => async () =>
  figuresOf(await loop(workers, MS, act));

const SCENARIOS: Record<string, () => Promise<Figures>> = {
  "trivial POST, 200 shoppers": http("echo", 200, () => ({ path: "/api/load/echo", body: bodyOf(hot) })),
  "hot checkout, 1 shopper": hotAt(1),
  "hot checkout, 50 shoppers": hotAt(50),
  "hot checkout, 200 shoppers": hotAt(200),
  "hot checkout, 1,000 shoppers": hotAt(1_000),
  "1,000 products, 200 shoppers": http("spread", 201, () => checkout(anyOf(shelf))),
  "carts of 3 of 20, 200 shoppers": http("carts", 201, () => checkout(...cartOfThree())),
  "claims of one coupon, 200 at once": async () => {
    const couponId = await shop.coupon(PLENTY);
    const shotOf = (lane: number, round: number): Shot => ({
      path: `/api/coupons/${couponId}/claim`,
      cookie: shoppers[lane * CLAIM_ROUNDS + round]?.cookie ?? "",
    });
    return (await overHttp("claims", 200, 201, shotOf, { amount: { rounds: CLAIM_ROUNDS } })).figures;
  },
  "top-ups, 200 shoppers": http("top-ups", 201, () => ({
    path: "/api/points/top-up",
    body: '{"amount":100}',
  })),
  "sold-out answers, 200 shoppers": http("sold out", 409, () => checkout(gone)),
  "turns of one job: hot, 200 shoppers": hotAt(200, shop.singleUrl),
  "turns of one job: hot, 1 shopper": hotAt(1, shop.singleUrl),
  "the service without HTTP, 50 buyers": inProcess(50, (worker) => checkOut(purchaseOf(worker))),
  "the service without HTTP, 200 buyers": inProcess(200, (worker) => checkOut(purchaseOf(worker))),
  "six statements, 50 buyers": inProcess(50, (worker) => six(userOf(worker), hot)),
  "one statement, 50 buyers": inProcess(50, (worker) => one(userOf(worker), hot)),
  "the service without the lock, 50 buyers": inProcess(50, withoutLock),
};

console.log(`# A rush, and what it is measured against

${cpus().length} cores (${cpus()[0]?.model.trim()}) for the shop, PostgreSQL (fsync on), Redis and the callers; Node ${process.versions.node}.
Each figure is the median of ${REPETITIONS} runs, which took turns; one run lasts ${SECONDS} s.`);

const runs = new Map<string, Figures[]>(Object.keys(SCENARIOS).map((name) => [name, []]));
for (let repetition = 0; repetition < REPETITIONS; repetition += 1) {
  for (const [name, run] of Object.entries(SCENARIOS)) {
    runs.get(name)?.push(await run());
    // The fence of who has no lock would refuse everybody after.
    await shop.sql`update product_stock set fence = 0 where fence >= ${String(2n ** 51n)}`;
    process.stderr.write(`${repetition + 1} of ${REPETITIONS}: ${name}\n`);
  }
}
const results = Object.fromEntries([...runs].map(([name, all]) => [name, medians(all)]));
const columns = Object.keys(results["hot checkout, 50 shoppers"] ?? {});
printTable(
  "Throughput, waiting and cost",
  ["", ...columns],
  Object.entries(results).map(([name, row]) => [name, ...columns.map((column) => row[column] ?? Number.NaN)]),
);

const exact: [string, number, number, number][] = [];
for (const [buyers, kills] of [
  [50, false],
  [200, false],
  [1_000, false],
  [400, true],
] as const) {
  const stock = buyers / 2;
  const [product = ""] = await shop.products(1, stock);
  const kill = () => setTimeout(() => process.kill(shop.services.appPid, "SIGKILL"), 60);
  const told = await everybodyBuysOne(shop.url, shoppers.slice(0, buyers), product, kills ? kill : undefined);
  const name = kills ? `${buyers} buyers, the app killed in the middle` : `${buyers} buyers`;
  exact.push([name, stock, told[201] ?? 0, told[409] ?? 0]);
  if (told[201] !== stock || told[409] !== buyers - stock) failed.push(`${name}: ${JSON.stringify(told)}`);
}
printTable("Half as many in stock as there are buyers", ["", "stock", "confirmed", "refused"], exact);

const { ok, checks } = await runAudit();
for (const { name } of checks.filter((check) => !check.ok)) failed.push(`audit: ${name}`);
console.log(`\nAudit: ${ok ? "clean" : "BROKEN"} (${checks.length} checks)`);
for (const line of failed) console.log(`WRONG ${line}`);

const rate = (name: string) => results[name]?.["per second"] ?? Number.NaN;
const wait = (name: string, column: string) => results[name]?.[column] ?? Number.NaN;
const floor = rate("trivial POST, 200 shoppers");
const rush = rate("hot checkout, 200 shoppers");
const fifty = "hot checkout, 50 shoppers";
const alone = wait("hot checkout, 1 shopper", "p50 ms") / wait("turns of one job: hot, 1 shopper", "p50 ms");
const service = rate("the service without HTTP, 50 buyers") / rate("six statements, 50 buyers");
printTargets([
  { name: "hot checkout, 200 shoppers / trivial POST", value: rush / floor, atLeast: 0.6 },
  { name: "service without HTTP / six statements, 50 buyers", value: service, atLeast: 5 },
  { name: "hot / spread", value: rush / rate("1,000 products, 200 shoppers"), atLeast: 0.9 },
  {
    name: "grouped / turns of one job, hot",
    value: rush / rate("turns of one job: hot, 200 shoppers"),
    atLeast: 1.5,
  },
  { name: "1,000 shoppers / 50", value: rate("hot checkout, 1,000 shoppers") / rate(fifty), atLeast: 0.85 },
  { name: "p99 / p50 at 50 shoppers", value: wait(fifty, "p99 ms") / wait(fifty, "p50 ms"), atMost: 2 },
  { name: "inversions at 50 shoppers, %", value: wait(fifty, "inversions %"), atMost: 1 },
  {
    name: "sold-out answers / trivial POST",
    value: rate("sold-out answers, 200 shoppers") / floor,
    atLeast: 0.85,
  },
  { name: "claims / trivial POST", value: rate("claims of one coupon, 200 at once") / floor, atLeast: 0.6 },
  { name: "top-ups / trivial POST", value: rate("top-ups, 200 shoppers") / floor, atLeast: 0.6 },
  { name: "a lone checkout, p50, grouping on / off", value: alone, atMost: 1.05 },
  { name: "wrong answers, broken promises", value: failed.length, atMost: 0 },
]);
drawChart(
  ".bench/rush.svg",
  "Answers a second",
  Object.keys(results).map((name) => ({ name, value: rate(name) })),
);
keepResults("rush", { results, exact, failed });

await Promise.all([closeLocks(), closeRedis(), closeDatabase(), plain.end()]);
await shop.close();
process.exit(failed.length === 0 ? 0 : 1);
