import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openApiDocument } from "#app/api/openapi.json/document.ts";

const FOLDER = "app/api";
/** Answered by better-auth, which describes its own; and the answer to everything that there is not. */
const UNDESCRIBED = ["/api/auth/[...all]", "/api/[...path]"];

/** Every method of every route file, such as `get /api/orders/{id}`. */
async function routesOnDisk(): Promise<string[]> {
  const entries = await readdir(FOLDER, { recursive: true });
  const files = entries.filter((entry) => entry.endsWith("route.ts") && !entry.startsWith("_"));
  const routes = await Promise.all(
    files.map(async (file) => {
      const path = `/api/${file.replace(/\/route\.ts$/, "")}`;
      if (UNDESCRIBED.includes(path)) return [];
      const source = await readFile(join(FOLDER, file), "utf8");
      const methods = source.matchAll(
        /^export (?:const|async function|function) (GET|POST|PATCH|DELETE)\b/gm,
      );
      return [...methods].map(
        ([, method]) => `${method?.toLowerCase()} ${path.replace(/\[(\w+)\]/g, "{$1}")}`,
      );
    }),
  );
  return routes.flat().toSorted();
}

describe("the OpenAPI document", () => {
  const document = openApiDocument();
  const described = Object.entries(document.paths ?? {}).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method} ${path}`),
  );

  it("describes every route that there is, and none that there is not", async () => {
    const ours = described.filter((route) => !route.includes("/api/auth/"));
    expect(ours.toSorted()).toEqual(await routesOnDisk());
  });

  it("describes the input by the schema that checks it", () => {
    const body = document.components?.schemas?.["CheckoutBody"];
    expect(body).toMatchObject({
      type: "object",
      additionalProperties: false,
      properties: { items: { type: "array", minItems: 1, maxItems: 50 } },
    });
  });

  it("names the codes of every refusal", () => {
    const checkout = document.paths?.["/api/checkout"]?.post;
    expect(checkout?.responses?.["409"]).toMatchObject({
      description: expect.stringContaining("OUT_OF_STOCK"),
    });
    expect(checkout?.responses?.["503"]).toMatchObject({ description: "LOCK_TIMEOUT, UNAVAILABLE" });
  });
});
