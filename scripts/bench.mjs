import { existsSync, readdirSync } from "node:fs";
import "./setup/root.mjs";
import { Failure, runMain } from "../server/failure.mjs";
import { preparePackages } from "./setup/packages.mjs";

const FOLDER = "tests/bench";

await runMain(async () => {
  await preparePackages();
  const [name = ""] = process.argv.slice(2);
  const found = existsSync(FOLDER) ? readdirSync(FOLDER).filter((file) => file.endsWith(".bench.ts")) : [];
  const names = found.map((file) => file.replace(/\.bench\.ts$/, ""));
  if (!names.includes(name)) {
    throw new Failure(
      name ? `There is no benchmark "${name}".` : "Say which benchmark to run.",
      `npm run bench -- NAME, with one of: ${names.join(", ") || "none yet"}`,
    );
  }
  await import(new URL(`../${FOLDER}/${name}.bench.ts`, import.meta.url).href);
});
