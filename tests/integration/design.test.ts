import { expect, it } from "vitest";
import { visitor } from "#tests/support/api.ts";

it("the page of the design system is not there in production, and no sitemap names it", async () => {
  for (const path of ["/design", "/ko/design"]) expect((await visitor.get(path)).status).toBe(404);
  expect(JSON.stringify((await visitor.get("/sitemap.xml")).body)).not.toContain("/design");
});
