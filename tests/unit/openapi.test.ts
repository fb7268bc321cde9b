import { describe, expect, it } from "vitest";
import { API_ROUTES } from "#app/api/_http/api-routes.ts";
import { openApiDocument } from "#app/api/openapi.json/document.ts";

/** The answer to everything that there is not. */
const UNDESCRIBED = ["/api/[...path]"];

/** Every method of every route, as the route itself tells it, such as `get /api/orders/{id}`. */
async function servedRoutes(): Promise<string[]> {
  const described = Object.entries(API_ROUTES).filter(([path]) => !UNDESCRIBED.includes(path));
  const routes = await Promise.all(
    described.map(async ([path, { OPTIONS }]) => {
      const told = await OPTIONS(new Request(`http://shop${path}`), { params: Promise.resolve({}) });
      const methods = told.headers.get("allow")?.split(", ") ?? [];
      return methods
        .filter((method) => method !== "HEAD" && method !== "OPTIONS")
        .map((method) => `${method.toLowerCase()} ${path.replace(/\[(\w+)\]/g, "{$1}")}`);
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
    expect(described.toSorted()).toEqual(await servedRoutes());
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
    expect(checkout?.responses?.["503"]).toMatchObject({
      description: "BUSY, LOCK_TIMEOUT, OUTCOME_UNKNOWN, UNAVAILABLE",
    });
  });
});
