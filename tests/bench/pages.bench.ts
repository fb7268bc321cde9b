import { randomBytes } from "node:crypto";
import { readFileSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { z } from "zod";
import { freePort } from "#server/processes.ts";
import { Stack } from "../../scripts/stack/stack.ts";
import { lookAt, type PageFigures, prepareLighthouse } from "./pages/lighthouse.ts";
import { type Serving, StaticPage, serve } from "./pages/serving.ts";
import { keepResults, medians, printTable, printTargets, type Target } from "./report.ts";

const REPETITIONS = 3;
const LOAD_MS = 4_000;
const PAGES = [
  { name: "home", path: "/" },
  { name: "catalogue", path: "/products", mostKb: 130 },
  { name: "product", path: "/products/moon-jar-mug", mostKb: 150 },
] as const;

const shop = await openShop();
try {
  const served = await measureServing();
  const seen = await measurePages();
  printTargets([...targetsOfPages(seen), ...targetsOfServing(served)]);
  keepResults("pages", { seen, served });
} finally {
  await shop.stop();
}

async function openShop(): Promise<Stack> {
  const dataDir = resolve(".data-bench-pages");
  rmSync(dataDir, { recursive: true, force: true });
  const environment = {
    ...process.env,
    DATABASE_URL: "",
    REDIS_URL: "",
    RATE_LIMIT: "off",
    LOG_LEVEL: "error",
  };
  const admin = { email: "admin@lockstep.bench", password: randomBytes(12).toString("hex") };
  const place = { dataDir, distDir: ".next", port: await freePort() };
  const stack = new Stack({ ...place, instances: 1, dev: false, admin, environment });
  await stack.startServices();
  await stack.startApp();
  return stack;
}

/** The shop's page and a static one of the same size, in turn, each against one process. */
async function measureServing() {
  const { pids } = z
    .object({ pids: z.object({ app: z.array(z.number()) }) })
    .parse(JSON.parse(readFileSync(join(shop.dataDir, "services.json"), "utf8")));
  const served: { name: string; bytes: number; own: Serving; plain: Serving }[] = [];
  for (const { name, path } of PAGES) {
    const url = shop.appUrl + path;
    const bytes = (await (await fetch(url, { headers: { "accept-encoding": "identity" } })).arrayBuffer())
      .byteLength;
    const page = await StaticPage.open(bytes);
    const own: Serving[] = [];
    const plain: Serving[] = [];
    for (let run = 0; run < REPETITIONS; run += 1) {
      own.push(await serve(url, pids.app[0], LOAD_MS));
      plain.push(await serve(page.url, page.pid, LOAD_MS));
    }
    page.close();
    served.push({
      name,
      bytes,
      own: medians(own),
      plain: medians(plain),
    });
  }
  printTable(
    `Served by one process, beside node:http with the same number of bytes in memory (median of ${REPETITIONS} runs of ${LOAD_MS / 1_000} s)`,
    ["page", "kB", "requests/s", "static", "CPU ms a request", "static"],
    served.map(({ name, bytes, own, plain }) => [
      name,
      bytes / 1_000,
      own["requests/s"],
      plain["requests/s"],
      own["CPU ms a request"].toFixed(3),
      plain["CPU ms a request"].toFixed(3),
    ]),
  );
  return served;
}

async function measurePages() {
  await prepareLighthouse();
  const seen: { name: string; figures: PageFigures; faults: string[] }[] = [];
  for (const { name, path } of PAGES) {
    const runs = [];
    for (let run = 0; run < REPETITIONS; run += 1) runs.push(await lookAt(shop.appUrl + path));
    const faults = [...new Set(runs.flatMap((run) => run.faults))];
    seen.push({ name, figures: medians(runs.map(({ figures }) => figures)) as PageFigures, faults });
  }
  const columns = Object.keys(seen[0]?.figures ?? {});
  printTable(
    `Lighthouse, production build, phone, median of ${REPETITIONS}`,
    ["page", ...columns, "to mend"],
    seen.map(({ name, figures, faults }) => [
      name,
      ...columns.map((column) => figures[column] ?? Number.NaN),
      faults.join(", ") || "-",
    ]),
  );
  return seen;
}

function targetsOfPages(seen: Awaited<ReturnType<typeof measurePages>>): Target[] {
  return seen.flatMap(({ name, figures }) => {
    const most = PAGES.find((page) => page.name === name);
    const scores = ["accessibility", "best practices", "seo"].map((score) => ({
      name: `${name}: ${score}`,
      value: figures[score] ?? Number.NaN,
      atLeast: 100,
    }));
    return [
      { name: `${name}: performance`, value: figures.performance, atLeast: 95 },
      ...scores,
      { name: `${name}: layout shift`, value: figures.CLS, atMost: 0.02 },
      ...(most && "mostKb" in most
        ? [{ name: `${name}: JavaScript, kB`, value: figures["JS kB"], atMost: most.mostKb }]
        : []),
    ];
  });
}

function targetsOfServing(served: Awaited<ReturnType<typeof measureServing>>): Target[] {
  return served.map(({ name, own, plain }) => ({
    name: `${name}: requests/s, times a static page's`,
    value: own["requests/s"] / plain["requests/s"],
    atLeast: 0.5,
  }));
}
