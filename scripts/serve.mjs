import "./setup/root.mjs";
import { runMain } from "../server/failure.mjs";
import { endAtSignals } from "../server/run-end.mjs";
import { useInstalledPackages } from "./setup/runtime.mjs";

endAtSignals();
await runMain(async () => {
  await useInstalledPackages();
  const { serveShop } = await import("./stack/serve-shop.ts");
  await serveShop(process.env);
});
