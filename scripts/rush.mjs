import "./setup/root.mjs";
import { runMain } from "../server/failure.mjs";
import { preparePackages } from "./setup/packages.mjs";

await runMain(async () => {
  await preparePackages();
  const { readRushArguments } = await import("./setup/rush-arguments.ts");
  const wanted = readRushArguments(process.argv.slice(2));
  const { adoptRunningShop } = await import("./setup/running-shop.ts");
  adoptRunningShop();
  const { rushFromTerminal } = await import("./setup/rush-from-terminal.ts");
  process.exitCode = (await rushFromTerminal(wanted)) ? 0 : 1;
});
