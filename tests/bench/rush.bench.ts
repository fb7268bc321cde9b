import { cpus } from "node:os";
import { closeDatabase } from "#db/client.ts";
import { runAudit } from "#lib/audit/run-audit.ts";
import type { Purchase } from "#lib/checkout/cart.ts";
import { checkOut, placeOrders } from "#lib/checkout/check-out.ts";
import { HeldLock } from "#lib/lock/held-lock.ts";
import { closeLocks, productKey } from "#lib/locking/locks.ts";
import { closeRedis } from "#lib/redis/client.ts";
import { makeShoppers } from "#lib/rush/make-shoppers.ts";
import { StaticPage, serve } from "./pages/serving.ts";
import { keepResults, medians, printTable, printTargets } from "./report.ts";
import { BenchShop, type Variant } from "./rush/bench-shop.ts";
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
const throughNext = await shop.variant(1, { API_DOOR: "off" });
const oneJobATurn = await shop.variant(1, { TURN_JOBS: "1" });
const twoProcesses = await shop.variant(2, {});
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
const echo = (): Shot => ({ path: "/api/load/echo", body: bodyOf(hot) });
const anyOf = (list: readonly string[]) => list[Math.floor(Math.random() * list.length)] ?? hot;
const userOf = (worker: number) => shoppers[worker]?.id ?? "";
const cartOfThree = () => [...new Set([0, 1, 2].map(() => anyOf(shelf.slice(0, 20))))];

/** Sends requests, and reckons what they cost; every answer must have the status. */
async function overHttp(
  name: string,
  count: number,
  status: number,
  shotOf: (actor: number, round: number) => Shot,
  { variant = null as Variant | null, amount = { ms: MS } as Amount } = {},
): Promise<{ figures: Figures; hits: Hit[] }> {
  const spent = async () => ({
    ...(await shop.services.spent()),
    ...(variant ? { app: variant.cpu() } : {}),
  });
  const before = await spent();
  const hits = await load(variant?.url ?? shop.url, shoppers.slice(0, count), shotOf, amount);
  const after = await spent();
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
  (count: number, variant: Variant | null = null) =>
  async () => {
    const { figures, hits } = await overHttp(`hot ${count}`, count, 201, () => checkout(hot), { variant });
    return { ...figures, "inversions %": 100 * inversionsOf(hits) };
  };
const http =
  (
    name: string,
    status: number,
    shotOf: (actor: number, round: number) => Shot,
    variant: Variant | null = null,
  ) =>
  async () =>
    (await overHttp(name, 200, status, shotOf, { variant })).figures;
/** The catalogue's list, or bytes of the same size from a bare server: what reading costs. */
const reading = (url: string, pid: number | undefined) => async (): Promise<Figures> => {
  const { "requests/s": perSecond, "CPU ms a request": cpu } = await serve(url, pid, MS);
  return { "per second": perSecond, "app CPU ms": cpu };
};
const LIST = `${shop.url}/api/products?pageSize=20`;
const bare = await StaticPage.open((await (await fetch(LIST)).arrayBuffer()).byteLength);
const inProcess = (workers: number, act: (worker: number) => Promise<unknown>) => async () =>
  figuresOf(await loop(workers, MS, act));

const SCENARIOS: Record<string, () => Promise<Figures>> = {
  "trivial POST, 200 shoppers": http("echo", 200, echo),
  "trivial POST through Next": http("echo through Next", 200, echo, throughNext),
  "hot checkout through Next": hotAt(200, throughNext),
  "hot checkout, two processes": hotAt(200, twoProcesses),
  "GET /api/products": reading(LIST, shop.services.appPid),
  "the same bytes from a bare server": reading(bare.url, bare.pid),
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
  "turns of one job: hot, 200 shoppers": hotAt(200, oneJobATurn),
  "turns of one job: hot, 1 shopper": hotAt(1, oneJobATurn),
  "the service without HTTP, 50 buyers": inProcess(50, (worker) => checkOut(purchaseOf(worker))),
  "the service without HTTP, 200 buyers": inProcess(200, (worker) => checkOut(purchaseOf(worker))),
  "six statements, 50 buyers": inProcess(50, (worker) => six(userOf(worker), hot)),
  "one statement, 50 buyers": inProcess(50, (worker) => one(userOf(worker), hot)),
  "the service without the lock, 50 buyers": inProcess(50, withoutLock),
};

console.log(`# A rush, and what it is measured against

${cpus().length} cores (${cpus()[0]?.model.trim()}) for the shop, PostgreSQL (fsync on), Redis and the callers; Node ${process.versions.node}.
Each figure is the median of ${REPETITIONS} runs, which took turns after one that warmed up; one run lasts ${SECONDS} s.`);

/** Processes of their own have nothing but these to be compiled by: they run as often as the shop's do together. */
const IN_VARIANTS = ["trivial POST through Next", "hot checkout through Next", "hot checkout, two processes"];
const WARM_UPS = 8;

const runs = new Map<string, Figures[]>(Object.keys(SCENARIOS).map((name) => [name, []]));
for (let repetition = 0; repetition <= REPETITIONS; repetition += 1) {
  for (const [name, run] of Object.entries(SCENARIOS)) {
    if (repetition === 0 && IN_VARIANTS.includes(name))
      for (let more = 1; more < WARM_UPS; more += 1) await run();
    const figures = await run();
    // The first round has everything compiled by V8, the floors and the variants as well as the shop.
    if (repetition > 0) runs.get(name)?.push(figures);
    // The fence of who has no lock would refuse everybody after.
    await shop.sql`update product_stock set fence = 0 where fence >= ${String(2n ** 51n)}`;
    process.stderr.write(`${repetition === 0 ? "warming up" : `${repetition} of ${REPETITIONS}`}: ${name}\n`);
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

const figure = (name: string, column: string) => results[name]?.[column] ?? Number.NaN;
const rate = (name: string) => figure(name, "per second");
const floor = rate("trivial POST, 200 shoppers");
const rush = rate("hot checkout, 200 shoppers");
const fifty = "hot checkout, 50 shoppers";
const appCpu = (name: string) => figure(name, "app CPU ms");
const alone =
  figure("hot checkout, 1 shopper", "p50 ms") / figure("turns of one job: hot, 1 shopper", "p50 ms");
printTargets([
  { name: "hot checkout / Next's trivial POST", value: rush / rate("trivial POST through Next"), atLeast: 4 },
  { name: "hot checkout / trivial POST through the door", value: rush / floor, atLeast: 0.6 },
  { name: "app CPU of a hot order, ms", value: appCpu("hot checkout, 200 shoppers"), atMost: 0.45 },
  {
    name: "sold-out answers / trivial POST",
    value: rate("sold-out answers, 200 shoppers") / floor,
    atLeast: 0.8,
  },
  { name: "claims / trivial POST", value: rate("claims of one coupon, 200 at once") / floor, atLeast: 0.6 },
  { name: "top-ups / trivial POST", value: rate("top-ups, 200 shoppers") / floor, atLeast: 0.6 },
  {
    name: "hot checkout over HTTP / the service without HTTP",
    value: rush / rate("the service without HTTP, 200 buyers"),
    atLeast: 0.4,
  },
  { name: "p99 / p50 at 50 shoppers", value: figure(fifty, "p99 ms") / figure(fifty, "p50 ms"), atMost: 2 },
  { name: "1,000 shoppers / 50", value: rate("hot checkout, 1,000 shoppers") / rate(fifty), atLeast: 0.85 },
  {
    name: "CPU of an order, two processes / one",
    value: appCpu("hot checkout, two processes") / appCpu("hot checkout, 200 shoppers"),
    atMost: 1.1,
  },
  {
    name: "GET /api/products / the same bytes from a bare server",
    value: rate("GET /api/products") / rate("the same bytes from a bare server"),
    atLeast: 0.5,
  },
  {
    name: "service without HTTP / six statements, 50 buyers",
    value: rate("the service without HTTP, 50 buyers") / rate("six statements, 50 buyers"),
    atLeast: 5,
  },
  { name: "hot / spread", value: rush / rate("1,000 products, 200 shoppers"), atLeast: 0.9 },
  { name: "inversions at 50 shoppers, %", value: figure(fifty, "inversions %"), atMost: 1 },
  { name: "a lone checkout, p50, grouping on / off", value: alone, atMost: 1.05 },
  { name: "wrong answers, broken promises", value: failed.length, atMost: 0 },
]);
printTable(
  "What each part brings",
  ["", "orders a second", "times"],
  [
    ["through the door / through Next", rush, rush / rate("hot checkout through Next")],
    ["grouped / one job a turn", rush, rush / rate("turns of one job: hot, 200 shoppers")],
    [
      "lock and rows / rows alone, without HTTP",
      rate("the service without HTTP, 50 buyers"),
      rate("the service without HTTP, 50 buyers") / rate("the service without the lock, 50 buyers"),
    ],
    ["two processes / one", rate("hot checkout, two processes"), rate("hot checkout, two processes") / rush],
  ],
);
drawChart(
  ".bench/rush.svg",
  "Answers a second",
  Object.keys(results).map((name) => ({ name, value: rate(name) })),
);
keepResults("rush", { results, exact, failed });

await Promise.all([closeLocks(), closeRedis(), closeDatabase(), plain.end()]);
bare.close();
await shop.close();
process.exit(failed.length === 0 ? 0 : 1);
