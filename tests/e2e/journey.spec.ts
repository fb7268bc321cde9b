import { expect, test } from "@playwright/test";
import { newCoupon, newProduct } from "#tests/support/goods.ts";
import { stockOf } from "#tests/support/truth.ts";
import { openAccountByPage, troublesOf } from "./browser.ts";

test("a shopper signs up, tops up, claims a coupon, buys, and cancels", async ({ page }) => {
  const troubles = troublesOf(page);
  const product = await newProduct({ stock: 3, price: 30_000 });
  const coupon = await newCoupon({ totalQuantity: 5, discount: { type: "fixed", value: 4_000 } });

  await page.goto("/");
  await openAccountByPage(page);
  await page.waitForURL("/");

  await page.goto("/points");
  await page.getByLabel("Points to add").fill("99");
  await page.getByRole("button", { name: "Top up" }).click();
  await expect(page.getByRole("main").getByRole("alert")).toContainText("100");
  await expect(page.getByLabel("Points to add")).toHaveValue("99");
  await page.getByLabel("Points to add").fill("100000");
  await page.getByRole("button", { name: "Top up" }).click();
  await expect(page.getByTestId("balance")).toHaveText("100,000");

  await page.goto("/coupons");
  await page.getByRole("button", { name: `Claim: ${coupon.name}` }).click();
  await expect(page.getByText("It is yours.")).toBeVisible();

  await page.goto("/products");
  await page.getByLabel("Search", { exact: true }).fill(product.name);
  await page.waitForURL(/q=Test/);
  await page.getByRole("link", { name: product.name }).click();
  await page.getByLabel("Quantity").selectOption("2");
  await page.getByRole("button", { name: "Add to cart" }).click();
  await expect(page.getByText("In your cart.")).toBeVisible();
  await page.getByRole("link", { name: "Go to cart" }).click();
  await page.getByRole("link", { name: "Check out" }).click();
  await expect(page.getByRole("radio", { name: new RegExp(coupon.name) })).toBeChecked();
  await page.getByRole("button", { name: "Pay ₩56,000" }).click();

  await expect(page.getByTestId("receipt")).toContainText("It’s yours");
  await expect(page.getByRole("link", { name: "Cart", exact: true })).toBeVisible();
  expect((await stockOf(product.id)).quantity).toBe(1);

  await page.goto("/orders");
  await page.getByRole("link", { name: product.name }).click();
  await page.getByRole("button", { name: "Cancel order" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Cancel order" }).click();
  await expect(page.getByRole("main").getByText("Cancelled").first()).toBeVisible();
  expect((await stockOf(product.id)).quantity).toBe(3);
  await page.goto("/points");
  await expect(page.getByTestId("balance")).toHaveText("100,000");
  expect(troubles).toEqual([]);
});

test("the shop speaks Korean when asked, and remembers it", async ({ page }) => {
  await page.goto("/products");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Products");
  await page.getByRole("button", { name: "Language: 한국어" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("상품");
  await page.goto("/coupons");
  await expect(page.locator("html")).toHaveAttribute("lang", "ko");
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("a shopper can look around and fill the cart", async ({ page }) => {
    await page.goto("/products?category=kitchen&sort=price-asc");
    await page.getByRole("link", { name: "Moon Jar Mug" }).click();
    await page.getByRole("button", { name: "Add to cart" }).click();
    await page.goto("/cart");
    await expect(page.getByRole("link", { name: "Moon Jar Mug" })).toBeVisible();
    await page.getByRole("button", { name: "Remove Moon Jar Mug" }).click();
    await expect(page.getByText("Your cart is empty")).toBeVisible();
  });
});
