/**
 * Ten times more buyers than the shop can serve, who all want one product and press again at once whatever they are
 * told: what is sold meanwhile, how fast the others are refused, and how everybody else fares.
 * `npm run bench -- overload --seconds 5` for a quick look.
 */
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
async function crowd(cookies: readonly string[], productId: string | null, seconds: number): Promise<Seen[]> {
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
        const tellsWhen = answer?.headers["retry-after"] !== undefined;
        seen.push({ doneAt, ms: doneAt - startedAt, status: answer?.statusCode ?? 0, tellsWhen });
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

const [rush, others, looking] = await Promise.all([
  crowd(cookiesOf(CROWD), hot, SECONDS),
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
const recovered = sold(after).filter(({ doneAt }) => doneAt > lastAt - 1_000).length;

const goodput = sold(rush).length / SECONDS;
const refused = rush.filter(({ status }) => status === 503 || status === 429);
const strange = [...rush, ...others, ...looking].filter(
  ({ status }) => ![200, 201, 503, 429].includes(status),
);
const audit = await runAudit();
printTable(
  `${CROWD} who want one product at once`,
  ["what", "figure"],
  [
    ["sold a second at its best", best],
    ["sold a second in the rush", goodput],
    ["refused a second", refused.length / SECONDS],
    ["an order alone, ms", alone],
    ["a refusal, median ms", median(msOf(refused))],
    ["a refusal, p99 ms", at(0.99, msOf(refused))],
    ["another product's order, p99 ms", at(0.99, msOf(others))],
    ["the home page, p99 ms", at(0.99, msOf(looking))],
    ["sold in the last of the seconds after", recovered],
  ],
);
printTargets([
  { name: "goodput, of its best", value: goodput / best, atLeast: 0.9 },
  { name: "refusals' p99, of an order alone", value: at(0.99, msOf(refused)) / alone, atMost: 5 },
  {
    name: "refusals that don't tell when to come again",
    value: refused.filter(({ tellsWhen }) => !tellsWhen).length,
    atMost: 0,
  },
  { name: "another product's order, p99 ms", value: at(0.99, msOf(others)), atMost: 1_000 },
  { name: "the home page, p99 ms", value: at(0.99, msOf(looking)), atMost: 1_000 },
  { name: `goodput ${RECOVERS_WITHIN_S} s after, of its best`, value: recovered / best, atLeast: 0.95 },
  { name: "answers of another kind", value: strange.length, atMost: 0 },
  { name: "checks of the audit that fail", value: audit.checks.filter(({ ok }) => !ok).length, atMost: 0 },
]);
keepResults("overload", { SECONDS, CROWD, best, goodput, alone, recovered });
await closeRedis();
await closeDatabase();
await shop.close();
process.exit(0);
