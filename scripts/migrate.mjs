import "./setup/root.mjs";
import { runMain } from "../server/failure.mjs";
import { useInstalledPackages } from "./setup/runtime.mjs";

await runMain(async () => {
  await useInstalledPackages();
  const { migrateShop } = await import("./stack/migrate.ts");
  await migrateShop(process.env);
  process.stdout.write("the database is up to date\n");
});
