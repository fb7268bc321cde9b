import { spawn } from "node:child_process";
import "./setup/root.mjs";
import { runMain } from "../server/failure.mjs";
import { preparePackages } from "./setup/packages.mjs";

/** Opens Drizzle's studio on the database of the running shop. */
await runMain(async () => {
  await preparePackages();
  const { adoptRunningShop } = await import("./setup/running-shop.ts");
  adoptRunningShop();
  const studio = spawn("node_modules/.bin/drizzle-kit", ["studio", ...process.argv.slice(2)], {
    stdio: "inherit",
  });
  studio.on("close", (code) => {
    process.exitCode = code ?? 1;
  });
});
