import { randomUUID } from "node:crypto";
import { expect, test } from "@playwright/test";
import { shop } from "#tests/support/environment.ts";
import { newProduct } from "#tests/support/goods.ts";
import { newShopper } from "#tests/support/people.ts";
import { contextOf, signInByPage, troublesOf } from "./browser.ts";

test("an admin creates a coupon that a shopper then claims", async ({ page, browser }) => {
  const troubles = troublesOf(page);
  const name = `Browser coupon ${randomUUID().slice(0, 8)}`;
  await signInByPage(page, shop.ADMIN_EMAIL, shop.ADMIN_PASSWORD);
  await page.goto("/admin/coupons/new");
  await page.getByLabel("Name").fill(name);
  await page.getByLabel("Discount type").selectOption("percent");
  await page.getByLabel("Value").fill("15");
  await page.getByLabel("Quantity").fill("3");
  await page.getByLabel("Minimum order").fill("0");
  await page.getByLabel("Starts").fill("2026-01-01T00:00");
  await page.getByLabel("Ends").fill("2025-01-01T00:00");
  await page.getByRole("button", { name: "Create coupon" }).click();
  await expect(page.getByText("Must be after the start")).toBeVisible();
  await expect(page.getByLabel("Name")).toHaveValue(name);
  await page.getByLabel("Ends").fill("2036-01-01T00:00");
  await page.getByRole("button", { name: "Create coupon" }).click();
  await expect(page.getByRole("main").getByText(name)).toBeVisible();

  const context = await contextOf(browser, await newShopper(0));
  const shopperPage = await context.newPage();
  await shopperPage.goto("/coupons");
  await shopperPage.getByRole("button", { name: `Claim: ${name}` }).click();
  await expect(shopperPage.getByText("It is yours.")).toBeVisible();
  await page.reload();
  await expect(page.getByRole("row", { name: new RegExp(name) })).toContainText("1 / 3");
  await context.close();
  expect(troubles).toEqual([]);
});

test("an admin puts a product into the shop and moves its stock", async ({ page }) => {
  const name = `Browser product ${randomUUID().slice(0, 8)}`;
  await signInByPage(page, shop.ADMIN_EMAIL, shop.ADMIN_PASSWORD);
  await page.goto("/admin/products/new");
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.getByLabel("Description", { exact: true }).fill("Made in a browser.");
  await page.getByLabel("Category").fill("test");
  await page.getByLabel("Price").fill("12000");
  await page.getByLabel("Stock").fill("7");
  await page.getByRole("button", { name: "Create product" }).click();
  await page.getByRole("link", { name: `Edit ${name}` }).click();
  await page.getByLabel("Change stock by").fill("-9");
  await page.getByLabel("Reason").fill("Counted");
  await page.getByRole("button", { name: "Change stock" }).click();
  await expect(page.getByRole("main").getByRole("alert")).toContainText("7");
  await page.getByLabel("Change stock by").fill("-2");
  await page.getByRole("button", { name: "Change stock" }).click();
  await expect(page.getByTestId("stock")).toHaveText("5");
});

test("the dashboard is for admins", async ({ browser }) => {
  const context = await contextOf(browser, await newShopper(0));
  const page = await context.newPage();
  for (const path of [
    "/admin",
    "/admin/coupons",
    "/admin/coupons/new",
    "/admin/products",
    "/admin/products/new",
    "/admin/orders",
    "/admin/users",
    "/admin/locks",
    "/admin/rush",
    "/admin/rush/compare",
    "/admin/audit",
    "/admin/log",
  ]) {
    const answer = await page.goto(path);
    expect([path, answer?.status()]).toEqual([path, 403]);
    await expect(page.getByRole("heading", { name: "This part is for admins" })).toBeVisible();
  }
  await page.getByRole("main").getByRole("link", { name: "Go to your account" }).click();
  await expect(page.getByRole("button", { name: "Sign out" })).toBeVisible();
  await context.close();
});

test("an admin watches the shop sell", async ({ page }) => {
  const buyer = await newShopper(10_000);
  const product = await newProduct({ stock: 3, price: 7_000 });
  await signInByPage(page, shop.ADMIN_EMAIL, shop.ADMIN_PASSWORD);
  await page.goto("/admin");
  const latest = page.getByRole("row").filter({ hasText: buyer.email });
  await expect(page.getByRole("heading", { name: "Overview" })).toBeVisible();
  await expect(latest).toBeHidden();
  await buyer.post("/api/checkout", { items: [{ productId: product.id, quantity: 1 }] });
  await expect(latest).toContainText("₩7,000");

  // What the shop stands on is asked apart from the figures, which say nothing while the database is away.
  const away = { status: "down", postgres: "down", redis: "up", lock: "up" };
  await page.route("**/api/health/ready", (route) => route.fulfill({ status: 503, json: away }));
  await page.reload();
  await expect(page.getByText("PostgreSQL is away")).toBeVisible();
});
