import "./setup/root.mjs";
import { runMain } from "../server/failure.mjs";
import { useInstalledPackages } from "./setup/runtime.mjs";
import { step } from "./setup/step.mjs";

await runMain(async () => {
  await useInstalledPackages();
  const { buildApp } = await import("./stack/build.ts");
  const build = () => buildApp(process.env["NEXT_DIST_DIR"] || ".next", process.env);
  await step("built the app", build, (built) => (built ? "" : "(it was up to date)"));
});
