import "./setup/root.mjs";
import { existsSync } from "node:fs";
import { runMain } from "../server/failure.mjs";
import { preparePackages } from "./setup/packages.mjs";
import { useInstalledPackages } from "./setup/runtime.mjs";

await runMain(async () => {
  // Where an operator looks over the data, nothing is installed and nothing written.
  const prepare = existsSync("node_modules/next") ? useInstalledPackages : preparePackages;
  await prepare();
  const { adoptDatabase } = await import("./setup/running-shop.ts");
  adoptDatabase();
  const { printAudit } = await import("./setup/print-audit.ts");
  process.exitCode = (await printAudit()) ? 0 : 1;
});
