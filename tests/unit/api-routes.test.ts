import { readdir } from "node:fs/promises";
import { expect, it } from "vitest";
import { API_ROUTES } from "#app/api/_http/api-routes.ts";

it("the API door serves every route file that Next serves, and no other", async () => {
  const entries = await readdir("app/api", { recursive: true });
  const onDisk = entries
    .filter((entry) => entry.endsWith("/route.ts") && !entry.startsWith("_"))
    .map((entry) => `/api/${entry.replace(/\/route\.ts$/, "")}`);
  expect(Object.keys(API_ROUTES).toSorted()).toEqual(onDisk.toSorted());
});
