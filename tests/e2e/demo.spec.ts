import { expect, test } from "@playwright/test";
import { newProduct } from "#tests/support/goods.ts";
import { troublesOf } from "./browser.ts";

test("a guest who wants to buy tries it as the demo shopper, with one click", async ({ page }) => {
  const troubles = troublesOf(page);
  const product = await newProduct({ stock: 2, price: 1_000 });
  await page.goto(`/products/${product.slug}`);
  await page.getByRole("button", { name: "Buy now" }).click();
  await page.getByRole("button", { name: "Try it as the demo shopper" }).click();
  await page.getByRole("button", { name: /^Pay / }).click();
  await expect(page.getByTestId("receipt")).toBeVisible();
  expect(troubles).toEqual([]);
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("the demo shopper's door opens too, and leads to this site only", async ({ page }) => {
    await page.goto("/sign-in?next=/points");
    await page.getByRole("button", { name: "Try it as the demo shopper" }).click();
    await expect(page).toHaveURL(/\/points$/);
    await expect(page.getByTestId("balance")).toBeVisible();
  });
});
