import "./setup/root.mjs";
import { runMain } from "../server/failure.mjs";
import { endAtSignals } from "../server/run-end.mjs";
import { preparePackages } from "./setup/packages.mjs";

endAtSignals();
await runMain(async () => {
  await preparePackages();
  const { runShop } = await import("./stack/run-shop.ts");
  const inspect = process.argv.filter((argument) => /^--inspect(?:-brk)?(?:=|$)/.test(argument));
  await runShop({ dev: process.argv.includes("--dev"), nodeOptions: inspect });
});
