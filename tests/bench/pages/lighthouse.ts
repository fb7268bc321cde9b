import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { CHROMIUM_FLAGS, findChromium } from "../../../scripts/test/chromium.ts";
import { runCommand } from "../../../scripts/test/run-command.ts";

/** The last that runs on Node 20. It brings 190 packages, so only who runs this benchmark installs it. */
const LIGHTHOUSE = "lighthouse@12.8.2";
const HOME = ".bench/lighthouse";

const Score = z.object({ score: z.number() });
const Value = z.object({ numericValue: z.number() });
const Report = z.object({
  categories: z.object({ performance: Score, accessibility: Score, "best-practices": Score, seo: Score }),
  audits: z.looseObject({
    "largest-contentful-paint": Value,
    "total-blocking-time": Value,
    "cumulative-layout-shift": Value,
    "network-requests": z.object({
      details: z.object({
        items: z.array(
          z.object({ resourceType: z.string().optional(), transferSize: z.number().optional() }),
        ),
      }),
    }),
  }),
});
const Audits = z.record(
  z.string(),
  z.looseObject({ score: z.number().nullable(), title: z.string(), scoreDisplayMode: z.string() }),
);

/** What Lighthouse says of a page on a phone, scores from 0 to 100. */
export interface PageFigures extends Record<string, number> {
  performance: number;
  accessibility: number;
  "best practices": number;
  seo: number;
  "LCP ms": number;
  "TBT ms": number;
  CLS: number;
  /** JavaScript of the first load, over the wire. */
  "JS kB": number;
}

/** Has Lighthouse look at a page once, with its usual slow phone and network. */
export async function lookAt(url: string): Promise<{ figures: PageFigures; faults: string[] }> {
  const path = join(HOME, "report.json");
  rmSync(path, { force: true });
  const command = [
    process.execPath,
    `${HOME}/node_modules/lighthouse/cli/index.js`,
    url,
    "--quiet",
    "--output=json",
    `--output-path=${path}`,
    "--only-categories=performance,accessibility,best-practices,seo",
    `--chrome-flags=${["--headless=new", ...CHROMIUM_FLAGS].join(" ")}`,
  ];
  const { code, output } = await runCommand(command, { ...process.env, CHROME_PATH: await findChromium() });
  if (code !== 0) throw new Error(`Lighthouse failed on ${url}\n${output}`);
  const report: unknown = JSON.parse(readFileSync(path, "utf8"));
  return { figures: figuresOf(Report.parse(report)), faults: faultsOf(report) };
}

/** Installs Lighthouse beside the project where it is missing. */
export async function prepareLighthouse(): Promise<void> {
  if (existsSync(`${HOME}/node_modules/lighthouse/package.json`)) return;
  mkdirSync(HOME, { recursive: true });
  const command = ["npm", "install", "--prefix", HOME, "--no-save", "--no-audit", "--no-fund", LIGHTHOUSE];
  const { code, output } = await runCommand(command, process.env);
  if (code !== 0) throw new Error(`npm could not install ${LIGHTHOUSE}\n${output}`);
}

function figuresOf({ categories, audits }: z.infer<typeof Report>): PageFigures {
  const scripts = audits["network-requests"].details.items.filter(
    ({ resourceType }) => resourceType === "Script",
  );
  return {
    performance: categories.performance.score * 100,
    accessibility: categories.accessibility.score * 100,
    "best practices": categories["best-practices"].score * 100,
    seo: categories.seo.score * 100,
    "LCP ms": audits["largest-contentful-paint"].numericValue,
    "TBT ms": audits["total-blocking-time"].numericValue,
    CLS: audits["cumulative-layout-shift"].numericValue,
    "JS kB": scripts.reduce((sum, { transferSize = 0 }) => sum + transferSize, 0) / 1_000,
  };
}

/** What a page could do better, by Lighthouse's own names. */
function faultsOf(report: unknown): string[] {
  const { audits } = z.looseObject({ audits: Audits }).parse(report);
  return Object.entries(audits).flatMap(([id, { score, scoreDisplayMode }]) =>
    scoreDisplayMode === "binary" && score !== null && score < 1 ? [id] : [],
  );
}
