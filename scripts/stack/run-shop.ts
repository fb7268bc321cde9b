import { stopSupervised } from "#server/supervised-process.ts";
import { atRunEnd, goOnUnlessEnding, onReload } from "../../server/run-end.mjs";
import { chooseAdmin, keepAdmin, tellAdmin } from "./first-admin.ts";
import { noteRun, refuseSecondRun } from "./one-run.ts";
import { reload } from "./reload.ts";
import { readSettings, refuseBadSettings, requireSharedSecret } from "./settings.ts";
import { Stack } from "./stack.ts";

interface RunOptions {
  readonly dev: boolean;
  /** Options for Node in the app process, such as `--inspect`. */
  readonly nodeOptions: string[];
}

/** `npm start` and `npm run dev`: the whole shop, until it is told to stop. */
export async function runShop({ dev, nodeOptions }: RunOptions): Promise<void> {
  const startedAt = performance.now();
  const settings = readSettings({ ...process.env });
  const { environment, port, dataDir } = settings;
  if (!dev) requireSharedSecret(environment);
  refuseBadSettings(environment);
  await refuseSecondRun(dataDir, port);
  const admin = chooseAdmin(dataDir, environment);
  const stack = new Stack({
    ...settings,
    dev,
    admin,
    nodeOptions,
  });
  // What has started is stopped in order, and then what has not got ready.
  atRunEnd(stopSupervised);
  atRunEnd(() => stack.stop());
  let madeAdmin = false;
  try {
    madeAdmin = await stack.startServices();
    if (admin) keepAdmin(admin, madeAdmin);
    noteRun(dataDir);
    await stack.startApp();
  } catch (error) {
    await goOnUnlessEnding();
    await stack.stop();
    throw error;
  }
  await goOnUnlessEnding();
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  process.stdout.write(
    `\nLockstep is open at ${stack.appUrl} (ready in ${seconds} s)\nAdmin: sign in as ${tellAdmin(admin, madeAdmin)}\nCtrl-C stops everything.\n\n`,
  );
  onReload(() => void reload(stack));
}
