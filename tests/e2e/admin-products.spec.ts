import { expect, test } from "@playwright/test";
import sharp from "sharp";
import { shop } from "#tests/support/environment.ts";
import { newProduct } from "#tests/support/goods.ts";
import { signInByPage, troublesOf } from "./browser.ts";

test("an admin gives a product a picture, sees its stock as a curve, and archives it", async ({ page }) => {
  const troubles = troublesOf(page);
  const product = await newProduct({ stock: 8 });
  const background = { r: 200, g: 90, b: 40 };
  const buffer = await sharp({ create: { width: 640, height: 640, channels: 3, background } })
    .jpeg()
    .toBuffer();
  await signInByPage(page, shop.ADMIN_EMAIL, shop.ADMIN_PASSWORD);
  await page.goto(`/admin/products/${product.id}`);
  const chosen = page.locator("input[type=file]");
  await chosen.setInputFiles({ name: "note.txt", mimeType: "text/plain", buffer: Buffer.from("no") });
  await expect(page.getByText("This is no PNG, JPEG or WebP picture.")).toBeVisible();
  await chosen.setInputFiles({ name: "mug.jpg", mimeType: "image/jpeg", buffer });
  await expect(page.getByLabel("Picture address")).toHaveValue(/^\/pictures\/[0-9a-f]{32}\.webp$/);
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Saved.")).toBeVisible();
  const shopPage = await page.context().newPage();
  await shopPage.goto(`/products/${product.slug}`);
  await expect(shopPage.getByRole("main").locator('img[src^="/pictures/"]').first()).toBeVisible();

  await page.getByLabel("Change stock by").fill("4");
  await page.getByLabel("Reason").fill("Delivery");
  await page.getByRole("button", { name: "Change stock" }).click();
  await expect(page.getByTestId("stock")).toHaveText("12");
  await expect(page.getByRole("row").filter({ hasText: "Delivery" })).toContainText("+4");
  const curve = page.getByRole("region", { name: "The last 30 days" });
  await expect(curve.locator(".recharts-line-curve")).toBeVisible();
  await expect(curve.getByRole("row").nth(1).getByRole("cell").last()).toHaveText("12");

  await page.getByLabel("State").selectOption("archived");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Archived");
  expect((await shopPage.goto(`/products/${product.slug}`))?.status()).toBe(404);
  expect(troubles).toEqual([]);
});
