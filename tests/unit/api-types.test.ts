import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { API_TYPES, apiTypes } from "#scripts/setup/api-types.ts";

it("keeps the typed client's types as the OpenAPI document says them (else: npm run api:types)", async () => {
  expect(await apiTypes()).toBe(readFileSync(API_TYPES, "utf8"));
});
