import { writeFile } from "node:fs/promises";
import "./setup/root.mjs";
import { runMain } from "../server/failure.mjs";
import { preparePackages } from "./setup/packages.mjs";

/** Writes the API's types for typed clients, made from the OpenAPI document. */
await runMain(async () => {
  await preparePackages();
  const { API_TYPES, apiTypes } = await import("./setup/api-types.ts");
  await writeFile(API_TYPES, await apiTypes());
});
