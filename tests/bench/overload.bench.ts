/**
 * Ten times more buyers than the shop can serve, who all want one product: what is sold meanwhile, how fast the others
 * are refused, and how everybody else fares. First they come again when they were told to, then all press again at
 * once, whatever they are told: who does so is answered when it is time, and neither sells less nor slows the others.
 * `npm run bench -- overload --seconds 5` for a quick look.
 */
import { setTimeout as pause } from "node:timers/promises";
import { Pool } from "undici";
import { closeDatabase } from "#db/client.ts";
import { runAudit } from "#lib/audit/run-audit.ts";
import { closeRedis } from "#lib/redis/client.ts";
import { makeShoppers } from "#lib/rush/make-shoppers.ts";
import { keepResults, median, printTable, printTargets } from "./report.ts";
import { BenchShop } from "./rush/bench-shop.ts";

const SECONDS = Number(process.argv[process.argv.indexOf("--seconds") + 1] || 10) || 10;
/** So many at once the shop serves at its best. */
const FITTING = 300;
const CROWD = 10 * FITTING;
/** How soon it is itself again. */
const RECOVERS_WITHIN_S = 5;

interface Seen {
  readonly doneAt: number;
  readonly ms: number;
  readonly status: number;
  readonly tellsWhen: boolean;
}

const shop = await BenchShop.open();
const shoppers = await makeShoppers({ count: CROWD + 10, balance: 1_000_000 });
const [hot = "", quiet = ""] = await shop.products(2, 10_000_000);
const strangers = shoppers.splice(0, 10);

/** Buys a product, or looks at a page, again and again until then; each over a connection of its own. */
async function crowd(
  cookies: readonly string[],
  productId: string | null,
  seconds: number,
  { obeys = false } = {},
): Promise<Seen[]> {
  const pool = new Pool(shop.url, { connections: cookies.length, pipelining: 1, headersTimeout: 60_000 });
  const body = productId === null ? null : JSON.stringify({ items: [{ productId, quantity: 1 }] });
  const seen: Seen[] = [];
  const endsAt = performance.now() + seconds * 1_000;
  await Promise.all(
    cookies.map(async (cookie) => {
      while (performance.now() < endsAt) {
        const startedAt = performance.now();
        const headers = { cookie, "content-type": "application/json" };
        const [method, path] = body === null ? (["GET", "/"] as const) : (["POST", "/api/checkout"] as const);
        const answer = await pool.request({ path, method, headers, body }).catch(() => null);
        await answer?.body.text().catch(() => "");
        const doneAt = performance.now();
        const retryAfter = Number(answer?.headers["retry-after"] ?? Number.NaN);
        const tellsWhen = retryAfter > 0;
        seen.push({ doneAt, ms: doneAt - startedAt, status: answer?.statusCode ?? 0, tellsWhen });
        const left = endsAt - performance.now();
        if (obeys && tellsWhen) await pause(Math.max(0, Math.min(1_000 * retryAfter, left)));
      }
    }),
  );
  await pool.destroy();
  return seen;
}

const cookiesOf = (count: number) => shoppers.slice(0, count).map(({ cookie }) => cookie);
const sold = (seen: readonly Seen[]) => seen.filter(({ status }) => status === 201);
const at = (share: number, values: readonly number[]) =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ??
  Number.NaN;
const msOf = (seen: readonly Seen[]) => seen.map(({ ms }) => ms);

await crowd(cookiesOf(FITTING), hot, 2);
const alone = median(msOf(sold(await crowd(cookiesOf(1), hot, 2))));
const best = sold(await crowd(cookiesOf(FITTING), hot, SECONDS)).length / SECONDS;

/** The crowd and everybody else beside it, and how the shop is afterwards. */
async function overload(obeys: boolean) {
  const [rush, others, looking] = await Promise.all([
    crowd(cookiesOf(CROWD), hot, SECONDS, { obeys }),
    crowd(
      strangers.slice(0, 5).map(({ cookie }) => cookie),
      quiet,
      SECONDS,
    ),
    crowd(
      strangers.slice(5).map(() => ""),
      null,
      SECONDS,
    ),
  ]);
  const after = await crowd(cookiesOf(FITTING), hot, RECOVERS_WITHIN_S);
  const lastAt = Math.max(...after.map(({ doneAt }) => doneAt));
  const refused = rush.filter(({ status }) => status === 503 || status === 429);
  return {
    goodput: sold(rush).length / SECONDS,
    refusals: refused.length / SECONDS,
    refusalMs: [median(msOf(refused)), at(0.99, msOf(refused))] as const,
    untold: refused.filter(({ tellsWhen }) => !tellsWhen).length,
    otherMs: at(0.99, msOf(others)),
    homeMs: at(0.99, msOf(looking)),
    recovered: sold(after).filter(({ doneAt }) => doneAt > lastAt - 1_000).length,
    strange: [...rush, ...others, ...looking].filter(({ status }) => ![200, 201, 503, 429].includes(status))
      .length,
  };
}

const crowds = { "come when told": await overload(true), "press at once": await overload(false) };
const audit = await runAudit();
printTable(
  `${CROWD} who want one product at once; at its best ${Math.round(best)} sold a second, an order alone takes ${alone.toFixed(1)} ms`,
  [
    "the crowd",
    "sold a second",
    "refused a second",
    "refusal p50",
    "p99",
    "other order p99",
    "home p99",
    "sold after",
  ],
  Object.entries(crowds).map(([name, one]) => [
    name,
    one.goodput,
    one.refusals,
    ...one.refusalMs,
    one.otherMs,
    one.homeMs,
    one.recovered,
  ]),
);
printTargets([
  ...Object.entries(crowds).flatMap(([name, one]) => [
    { name: `${name}: goodput, of its best`, value: one.goodput / best, atLeast: 0.9 },
    { name: `${name}: refusals that don't tell when to come again`, value: one.untold, atMost: 0 },
    { name: `${name}: another product's order, p99 ms`, value: one.otherMs, atMost: 1_000 },
    { name: `${name}: the home page, p99 ms`, value: one.homeMs, atMost: 1_000 },
    {
      name: `${name}: goodput ${RECOVERS_WITHIN_S} s after, of its best`,
      value: one.recovered / best,
      atLeast: 0.95,
    },
    { name: `${name}: answers of another kind`, value: one.strange, atMost: 0 },
  ]),
  {
    name: "come when told: refusals' p99, of an order alone",
    value: crowds["come when told"].refusalMs[1] / alone,
    atMost: 5,
  },
  { name: "checks of the audit that fail", value: audit.checks.filter(({ ok }) => !ok).length, atMost: 0 },
]);
keepResults("overload", { SECONDS, CROWD, best, alone, crowds });
await closeRedis();
await closeDatabase();
await shop.close();
process.exit(0);
