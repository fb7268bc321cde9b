import { get, type IncomingMessage } from "node:http";
import { closeDatabase } from "#db/client.ts";
import { runAudit } from "#lib/audit/run-audit.ts";
import { makeShoppers } from "#lib/rush/make-shoppers.ts";
import { keepResults, median, printTable, printTargets } from "./report.ts";
import { BenchShop } from "./rush/bench-shop.ts";
import { type Figures, figuresOf } from "./rush/figures.ts";
import { load, type Shot } from "./rush/load.ts";

/** Watched and unwatched runs take turns, so that whatever else the machine does meets both. */
const PAIRS = 6;
const MS = 4_000;
const BUYERS = 200;
const PLENTY = 10_000_000;

const shop = await BenchShop.open();
const [admin] = await makeShoppers({ count: 1, balance: 0 });
const buyers = await makeShoppers({ count: BUYERS, balance: PLENTY });
const [hot = ""] = await shop.products(1, PLENTY);
const coupon = await shop.coupon(1_000);
await shop.sql`update users set role = 'admin' where id = ${admin?.id ?? ""}`;
const body = JSON.stringify({ items: [{ productId: hot, quantity: 1 }] });
const checkout = (): Shot => ({ path: "/api/checkout", body });
const failed: string[] = [];

/** An admin's open pages: the overview, the locks, a coupon's bar, the product that everybody wants. */
const PAGES = ["overview=1", "locks=1", `coupons=${coupon}`, `products=${hot}`];

async function watch(): Promise<{ close(): number }> {
  let events = 0;
  const streams = await Promise.all(
    PAGES.map(
      (query) =>
        new Promise<IncomingMessage>((resolve, reject) => {
          const headers = { cookie: admin?.cookie ?? "" };
          get(`${shop.url}/api/live?${query}`, { headers }, resolve).on("error", reject);
        }),
    ),
  );
  for (const stream of streams) {
    if (stream.statusCode !== 200) failed.push(`a stream answered ${stream.statusCode}`);
    stream.on("data", () => {
      events += 1;
    });
    stream.on("error", () => {});
  }
  return {
    close: () => {
      for (const stream of streams) stream.destroy();
      return events;
    },
  };
}

async function rush(): Promise<Figures> {
  const hits = await load(shop.url, buyers, checkout, { ms: MS });
  const wrong = hits.filter(({ status }) => status !== 201);
  if (wrong.length > 0) failed.push(`${wrong.length} answers such as ${wrong[0]?.status} ${wrong[0]?.body}`);
  return figuresOf(hits);
}

const runs: Record<"watched" | "unwatched", Figures[]> = { watched: [], unwatched: [] };
await rush();
for (let pair = 0; pair < PAIRS; pair += 1) {
  // Each goes first as often as the other.
  for (const name of pair % 2 === 0
    ? (["watched", "unwatched"] as const)
    : (["unwatched", "watched"] as const)) {
    const watching = name === "watched" ? await watch() : null;
    runs[name].push(await rush());
    const events = watching?.close();
    if (events !== undefined && events < PAGES.length * 2) failed.push(`only ${events} events were told`);
    process.stderr.write(`${pair + 1} of ${PAIRS}: ${name}\n`);
  }
}
const rate = (name: keyof typeof runs) => median(runs[name].map((run) => run["per second"] ?? Number.NaN));
const { ok } = await runAudit();
if (!ok) failed.push("the audit is broken");
printTable(
  `A rush of ${BUYERS} on one product, watched by an admin with ${PAGES.length} pages, and not (${PAIRS} runs of ${MS / 1_000} s each, in turn)`,
  ["", "orders a second", "p50 ms", "p99 ms"],
  (["unwatched", "watched"] as const).map((name) => [
    name,
    rate(name),
    median(runs[name].map((run) => run["p50 ms"] ?? Number.NaN)),
    median(runs[name].map((run) => run["p99 ms"] ?? Number.NaN)),
  ]),
);
for (const line of failed) console.log(`WRONG ${line}`);
printTargets([
  { name: "watched / unwatched", value: rate("watched") / rate("unwatched"), atLeast: 0.95 },
  { name: "wrong answers, broken promises", value: failed.length, atMost: 0 },
]);
keepResults("watched", { runs, failed });
await closeDatabase();
await shop.close();
process.exit(failed.length === 0 ? 0 : 1);
