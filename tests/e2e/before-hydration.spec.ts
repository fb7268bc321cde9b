import { expect, type Page, test } from "@playwright/test";
import { newProduct } from "#tests/support/goods.ts";
import { newShopper } from "#tests/support/people.ts";
import { contextOf } from "./browser.ts";

/** Opens a page whose scripts are on their way; `arrive` lets them in. */
async function openBeforeScripts(page: Page, address: string): Promise<{ arrive: () => void }> {
  let arrive = (): void => undefined;
  const arrival = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  await page.route("**/_next/static/**/*.js", async (route) => {
    await arrival;
    await route.continue();
  });
  await page.goto(address, { waitUntil: "commit" });
  return { arrive: () => arrive() };
}

test("the quantity that was chosen before the page worked is the one that is bought", async ({ browser }) => {
  const product = await newProduct({ stock: 20, price: 1_000 });
  const context = await contextOf(browser, await newShopper(50_000));
  const page = await context.newPage();
  const { arrive } = await openBeforeScripts(page, `/products/${product.slug}`);
  await page.getByLabel("Quantity").selectOption("4");
  arrive();
  await expect(page.getByText("With your coupon and points")).toBeVisible();
  await expect(page.getByLabel("Quantity")).toHaveValue("4");
  await page.getByRole("button", { name: "Buy now" }).click();
  await expect(page.getByRole("button", { name: "Pay ₩4,000" })).toBeVisible();
  await context.close();
});

test("what was typed into the search before the page worked is searched", async ({ page }) => {
  const { arrive } = await openBeforeScripts(page, "/products");
  await page.getByLabel("Search", { exact: true }).fill("Moon Jar");
  await page.getByLabel("Price to").focus();
  arrive();
  await expect(page).toHaveURL(/q=Moon(\+|%20)Jar/);
  await expect(page.getByLabel("Search", { exact: true })).toHaveValue("Moon Jar");
  await expect(page.getByRole("article").first()).toContainText("Moon Jar");
});

test("the points that were typed before the page worked are the ones that are added", async ({ browser }) => {
  const context = await contextOf(browser, await newShopper(0));
  const page = await context.newPage();
  const { arrive } = await openBeforeScripts(page, "/points");
  await page.getByLabel("Points to add").fill("7700");
  arrive();
  await expect(page.getByLabel("Points to add")).toHaveValue("7700");
  await page.waitForLoadState("networkidle");
  await page.getByRole("button", { name: "Top up", exact: true }).click();
  await expect(page.getByText("Added 7,700 points.")).toBeVisible();
  await context.close();
});

test("a quantity that was typed in the cart before the page worked is checked out", async ({ browser }) => {
  const product = await newProduct({ stock: 20, price: 1_000 });
  const context = await contextOf(browser, await newShopper(50_000));
  const page = await context.newPage();
  await page.goto(`/products/${product.slug}`);
  await page.getByRole("button", { name: "Add to cart" }).click();
  await expect(page.getByText("In your cart.")).toBeVisible();
  const { arrive } = await openBeforeScripts(page, "/cart");
  await page.getByLabel(`Quantity of ${product.name}`).fill("5");
  arrive();
  await page.waitForLoadState("networkidle");
  await page.getByRole("link", { name: "Check out" }).click();
  await expect(page.getByRole("button", { name: "Pay ₩5,000" })).toBeVisible();
  await context.close();
});
