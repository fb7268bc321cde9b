import "./setup/root.mjs";
import { runMain } from "../server/failure.mjs";
import { preparePackages } from "./setup/packages.mjs";

await runMain(async () => {
  await preparePackages();
  const { adoptRunningShop } = await import("./setup/running-shop.ts");
  adoptRunningShop();
  const { printAudit } = await import("./setup/print-audit.ts");
  process.exitCode = (await printAudit()) ? 0 : 1;
});
