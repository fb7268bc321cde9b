import "./setup/root.mjs";
import { runMain } from "../server/failure.mjs";
import { useInstalledPackages } from "./setup/runtime.mjs";

await runMain(async () => {
  await useInstalledPackages();
  const { runSeed } = await import("./stack/seed.ts");
  await runSeed(process.argv.slice(2), process.env);
});
