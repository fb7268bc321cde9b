import { expect, test } from "@playwright/test";
import { newProduct } from "#tests/support/goods.ts";

test.use({ javaScriptEnabled: false });

test("the catalogue is searched, filtered, sorted and paged by its address", async ({ page }) => {
  await page.goto("/products");
  await page.getByRole("link", { name: "Kitchen", exact: true }).click();
  await expect(page).toHaveURL("/products?category=kitchen");
  await page.getByLabel("Price to").fill("50000");
  await page.getByLabel("Sort").selectOption("Price, high to low");
  await page.getByLabel("Price to").press("Enter");
  await expect(page).toHaveURL(/category=kitchen.*maxPrice=50000&sort=price-desc/);
  await expect(page.getByRole("article").first()).toContainText("Oak Cutting Board");
  await expect(page.getByRole("link", { name: "Pour-over Set" })).toBeHidden();
  await expect(page.getByRole("link", { name: "Moon Jar Mug" })).toBeVisible();
  await expect(page.getByLabel("Price to")).toHaveValue("50000");

  await page.goto("/products");
  await page.getByRole("link", { name: "Next" }).click();
  await expect(page).toHaveURL(/\/products\?page=2&cursor=[\w-]+$/);
  await expect(page.getByRole("article").first()).toBeVisible();
  await page.goto("/products?q=no-such-thing-anywhere");
  await page.getByRole("link", { name: "Show everything" }).click();
  await expect(page).toHaveURL("/products");
});

test("the cart is filled, stepped and emptied, and its checkout asks to sign in", async ({ page }) => {
  const product = await newProduct({ stock: 4 });
  await page.goto(`/products/${product.slug}`);
  await page.getByLabel("Quantity").selectOption("2");
  await page.getByRole("button", { name: "Add to cart" }).click();
  await page.goto("/cart");
  const quantity = page.getByLabel(`Quantity of ${product.name}`);
  await expect(quantity).toHaveValue("2");
  await page.getByRole("button", { name: `One more of ${product.name}` }).click();
  await expect(quantity).toHaveValue("3");
  await page.getByRole("button", { name: `One fewer of ${product.name}` }).click();
  await expect(quantity).toHaveValue("2");
  await quantity.fill("4");
  await quantity.press("Enter");
  await expect(quantity).toHaveValue("4");
  await expect(page.getByRole("button", { name: `One more of ${product.name}` })).toBeDisabled();
  await page.getByRole("link", { name: "Check out" }).click();
  await expect(page).toHaveURL(/\/sign-in\?next=.*checkout/);
  await page.goto("/cart");
  await page.getByRole("button", { name: `Remove ${product.name}` }).click();
  await expect(page.getByText("Your cart is empty")).toBeVisible();
});
