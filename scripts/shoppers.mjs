import "./setup/root.mjs";
import { runMain } from "../server/failure.mjs";
import { preparePackages } from "./setup/packages.mjs";

await runMain(async () => {
  await preparePackages();
  const { readShoppersArguments } = await import("./setup/shoppers-arguments.ts");
  const wanted = readShoppersArguments(process.argv.slice(2));
  const { adoptRunningShop } = await import("./setup/running-shop.ts");
  adoptRunningShop();
  const { makeShoppers } = await import("../lib/rush/make-shoppers.ts");
  const { closeDatabase } = await import("../db/client.ts");
  const made = await makeShoppers(wanted).finally(closeDatabase);
  for (const shopper of made) process.stdout.write(`${JSON.stringify(shopper)}\n`);
});
