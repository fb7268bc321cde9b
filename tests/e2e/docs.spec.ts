import { expect, test } from "@playwright/test";

test("the API page opens Swagger UI of the shop's own, under the site's policy, and sends requests", async ({
  page,
  baseURL,
}) => {
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
  });
  const elsewhere: string[] = [];
  page.on("request", (request) => {
    const { protocol, host } = new URL(request.url());
    if (protocol !== "data:" && host !== new URL(baseURL ?? "").host) elsewhere.push(request.url());
  });
  await page.goto("/docs");
  await page.getByRole("button", { name: "Try it out in Swagger UI" }).click();
  const operation = page.locator(".swagger-ui #operations-Catalogue-listProducts");
  await operation.getByRole("button").first().click();
  await operation.getByRole("button", { name: "Execute" }).click();
  await expect(operation.locator(".live-responses-table td.response-col_status").last()).toContainText("200");
  expect(complaints).toEqual([]);
  expect(elsewhere).toEqual([]);
});

test("a problem's type leads to the row of its code", async ({ page }) => {
  await page.goto("/docs#OUT_OF_STOCK");
  const row = page.locator("tr#OUT_OF_STOCK");
  await expect(row).toContainText("409");
  await expect(row).toBeInViewport();
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("the API page lists its operations and codes", async ({ page }) => {
    await page.goto("/docs");
    await expect(page.getByText("POST /api/checkout", { exact: true })).toBeVisible();
    await expect(page.locator("tr#OUT_OF_STOCK")).toContainText("409");
  });
});
