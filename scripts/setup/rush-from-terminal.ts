import { closeDatabase } from "#db/client.ts";
import { env } from "#lib/env.ts";
import { isDomainError } from "#lib/errors.ts";
import { closeRedis } from "#lib/redis/client.ts";
import { carryOutRun } from "#lib/rush/carry-out-run.ts";
import { enterRun } from "#lib/rush/runs.ts";
import type { RushProgress, RushSettings, RushVerdict } from "#lib/rush/schema.ts";
import { Failure } from "../../server/failure.mjs";
import { drawBar, wordsOf } from "./rush-text.ts";

/** What was announced last is on its way to Redis by then. */
const LAST_WORDS_MS = 100;

/** Runs a rush in this process, with a progress bar, and prints the verdict. Answers whether the shop kept its word. */
export async function rushFromTerminal(wanted: { settings: RushSettings; json: boolean }): Promise<boolean> {
  const stop = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => stop.abort());
  try {
    const id = await enterRun(null, wanted.settings).catch((error: unknown) => {
      if (!isDomainError(error, "RUSH_RUNNING")) throw error;
      throw new Failure(error.message, "The dashboard's page Rush shows it, and can cancel it.");
    });
    const { verdict, isClean } = await carryOutRun(id, wanted.settings, {
      appUrl: env().APP_URL,
      signal: stop.signal,
      onProgress: showBar(),
    });
    tell(verdict, { id, isClean, ...wanted });
    return verdict.ok;
  } finally {
    await new Promise((resolve) => setTimeout(resolve, LAST_WORDS_MS));
    await Promise.all([closeDatabase(), closeRedis()]);
  }
}

function tell(
  verdict: RushVerdict,
  { id, settings, isClean, json }: { id: string; settings: RushSettings; isClean: boolean; json: boolean },
): void {
  if (json) process.stdout.write(`${JSON.stringify({ id, settings, verdict }, null, 2)}\n`);
  else process.stdout.write(wordsOf(verdict));
  if (!isClean && !settings.keep) process.stderr.write("Kept what it made: somebody else bought of it.\n");
}

/** Draws the bar anew in its line of a terminal; elsewhere only the phases are told. */
function showBar(): (progress: RushProgress) => void {
  let phase = "";
  const bar = process.stderr;
  return (progress) => {
    if (bar.isTTY) {
      bar.write(`\r\u001b[K${drawBar(progress, bar.columns)}${progress.phase === "over" ? "\n" : ""}`);
    } else if (progress.phase !== phase) {
      phase = progress.phase;
      bar.write(`  ${phase}\n`);
    }
  };
}
