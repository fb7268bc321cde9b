import { expect, test } from "@playwright/test";
import { newProduct } from "#tests/support/goods.ts";
import { newShoppers } from "#tests/support/people.ts";
import { soldOf, stockOf } from "#tests/support/truth.ts";
import { contextOf, troublesOf } from "./browser.ts";

const BUYERS = 20;
const STOCK = 5;

// A proof is never tried a second time.
test.describe.configure({ retries: 0 });

test(`${BUYERS} browsers click Buy at once on a product with ${STOCK} left`, async ({ browser }) => {
  const product = await newProduct({ stock: STOCK, price: 1_000 });
  const shoppers = await newShoppers(BUYERS, 10_000);
  const buyers = [];
  for (const shopper of shoppers) {
    const context = await contextOf(browser, shopper);
    const page = await context.newPage();
    const troubles = troublesOf(page);
    await page.goto(`/products/${product.slug}`);
    await page.getByRole("button", { name: "Buy now" }).click();
    const pay = page.getByRole("button", { name: "Pay" });
    await expect(pay).toBeEnabled();
    buyers.push({ context, page, pay, troubles });
  }

  // Everybody stands before the button; now all press it.
  await Promise.all(buyers.map(({ pay }) => pay.click()));
  const outcomes = await Promise.all(
    buyers.map(async ({ page }) => {
      const receipt = page.getByTestId("receipt");
      const soldOut = page.getByTestId("sold-out");
      await expect(receipt.or(soldOut)).toBeVisible({ timeout: 60_000 });
      return (await receipt.isVisible()) ? "receipt" : ((await soldOut.textContent()) ?? "");
    }),
  );

  expect(outcomes.filter((outcome) => outcome === "receipt")).toHaveLength(STOCK);
  expect(outcomes.filter((outcome) => outcome.includes("sold out"))).toHaveLength(BUYERS - STOCK);
  expect(buyers.flatMap(({ troubles }) => troubles)).toEqual([]);
  expect(await stockOf(product.id)).toEqual({ quantity: 0, moved: 0 });
  expect(await soldOf(product.id)).toBe(STOCK);
  await Promise.all(buyers.map(({ context }) => context.close()));
});
