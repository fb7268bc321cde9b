import "./setup/root.mjs";
import { runMain } from "../server/failure.mjs";
import { preparePackages } from "./setup/packages.mjs";

await runMain(async () => {
  await preparePackages();
  const { runTests } = await import("./test/run-tests.ts");
  process.exitCode = (await runTests(process.argv.slice(2))) ? 0 : 1;
});
