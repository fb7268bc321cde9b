import { isMigrated } from "#db/migrate.ts";
import { AppProcesses } from "#server/app-processes.ts";
import { Failure } from "../../server/failure.mjs";
import { atRunEnd, goOnUnlessEnding, onReload } from "../../server/run-end.mjs";
import { appEnvironment } from "./app-environment.ts";
import { stateOfBuild } from "./build.ts";
import { keepHouse } from "./keep-house.ts";
import { noteRun, refuseSecondRun } from "./one-run.ts";
import { reload } from "./reload.ts";
import { writeServices } from "./services-file.ts";
import {
  readSettings,
  refuseBadSettings,
  requireDatabase,
  requireRedis,
  requireSharedSecret,
} from "./settings.ts";

/**
 * `npm run serve`: the app's processes on services of the operator's, until it is told to stop. It installs, builds,
 * migrates and seeds nothing.
 */
export async function serveShop(given: NodeJS.ProcessEnv): Promise<void> {
  const startedAt = performance.now();
  const settings = readSettings(given);
  const databaseUrl = requireDatabase(given);
  requireRedis(given);
  requireSharedSecret(given);
  refuseBadSettings(given);
  const { dataDir, distDir, port, instances } = settings;
  await refuseSecondRun(dataDir, port);
  await refuseOldBuild(distDir);
  await refuseOldSchema(databaseUrl);
  const environment = appEnvironment({ ...settings, dev: false });
  const app = new AppProcesses(instances, environment, () =>
    writeServices(dataDir, environment, { postgres: undefined, redis: undefined, app: app.pids }),
  );
  const stopHousekeeping = await keepHouse(databaseUrl, distDir);
  atRunEnd(async () => {
    stopHousekeeping();
    await app.stop();
  });
  noteRun(dataDir);
  const url = environment["APP_URL"] ?? "";
  try {
    await app.start(port, url);
  } catch (error) {
    await goOnUnlessEnding();
    stopHousekeeping();
    await app.stop();
    throw error;
  }
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  process.stdout.write(
    `\nLockstep is served at ${url} by ${instances} app process(es) (ready in ${seconds} s)\n\n`,
  );
  onReload(() => void reload(app));
}

async function refuseOldBuild(distDir: string): Promise<void> {
  const state = await stateOfBuild(distDir);
  if (state === "current") return;
  throw new Failure(
    state === "missing"
      ? `There is no build in ${distDir}.`
      : `The build in ${distDir} is stale: it was made from other files than those that are here.`,
    "Serving builds nothing. Run: npm run build",
  );
}

/** What the code asks of its tables must be there. A database that can't be asked now may be there later. */
async function refuseOldSchema(databaseUrl: string): Promise<void> {
  const isCurrent = await isMigrated(databaseUrl).catch((error: unknown) => {
    process.stderr.write(`  the database can't be asked for its schema: ${String(error)}\n`);
    return true;
  });
  if (isCurrent) return;
  throw new Failure("The database's schema is older than this code.", "Bring it up to date: npm run migrate");
}
