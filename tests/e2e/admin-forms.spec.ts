import { type Browser, expect, type Page, test } from "@playwright/test";
import { AdminProductPage } from "#lib/catalog/schema.ts";
import { AdminCouponPage } from "#lib/coupons/schema.ts";
import { shop } from "#tests/support/environment.ts";
import { newCoupon, newProduct } from "#tests/support/goods.ts";
import { theAdmin } from "#tests/support/people.ts";
import { signInByPage } from "./browser.ts";

async function adminPage(browser: Browser, timezoneId: string): Promise<Page> {
  const page = await (await browser.newContext({ timezoneId })).newPage();
  await signInByPage(page, shop.ADMIN_EMAIL, shop.ADMIN_PASSWORD);
  return page;
}

async function productNow(name: string) {
  const { body } = await (await theAdmin()).get(`/api/admin/products?q=${encodeURIComponent(name)}`);
  return AdminProductPage.parse(body).items[0];
}

async function couponNow(id: string) {
  const { body } = await (await theAdmin()).get("/api/admin/coupons?pageSize=100");
  return AdminCouponPage.parse(body).items.find((coupon) => coupon.id === id);
}

const PICTURE = "/products/moon-jar-mug.svg";

const save = (page: Page) => page.getByRole("button", { name: "Save" }).click();

test("two admins change one product: the later hears what moved, keeps what was typed, loses nothing", async ({
  browser,
}) => {
  const product = await newProduct({ stock: 1, price: 30_000 });
  const first = await adminPage(browser, "Asia/Seoul");
  const second = await first.context().newPage();
  for (const page of [first, second]) await page.goto(`/admin/products/${product.id}`);
  await first.getByLabel("Price").fill("45000");
  await first.getByLabel("Picture address").fill(PICTURE);
  await save(first);
  await expect(first.getByText("Saved.")).toBeVisible();

  await second.getByLabel("Description", { exact: true }).fill("Corrected.");
  await save(second);
  const notice = second.getByRole("main").getByRole("alert").filter({ hasText: "Somebody changed it" });
  await expect(notice).toContainText("Price: 30,000 → 45,000");
  await expect(second.getByLabel("Description", { exact: true })).toHaveValue("Corrected.");
  await expect(second.getByLabel("Price")).toHaveValue("45000");
  await expect(second.getByLabel("Picture address")).toHaveValue(PICTURE);
  await expect(second.getByRole("main").locator(`img[src="${PICTURE}"]`)).toBeVisible();
  expect(await productNow(product.name)).toMatchObject({ price: 45_000, description: product.description });

  // What it was told is what it saves on: the same form once more.
  await save(second);
  await expect(second.getByText("Saved.")).toBeVisible();
  expect(await productNow(product.name)).toMatchObject({
    price: 45_000,
    imageUrl: PICTURE,
    description: "Corrected.",
  });
  await first.getByLabel("Price").fill("46000");
  await save(first);
  await expect(first.getByRole("main").getByRole("alert").filter({ hasText: "Description:" })).toBeVisible();
  await first.context().close();
});

test("what both have typed is told, and what was typed here stays until it is saved", async ({ browser }) => {
  const coupon = await newCoupon({ totalQuantity: 10 });
  const page = await adminPage(browser, "Asia/Seoul");
  await page.goto(`/admin/coupons/${coupon.id}`);
  await (await theAdmin()).send("PATCH", `/api/admin/coupons/${coupon.id}`, { totalQuantity: 500 });
  await page.getByLabel("Quantity").fill("20");
  await save(page);
  const notice = page.getByRole("main").getByRole("alert").filter({ hasText: "Somebody changed it" });
  await expect(notice).toContainText("Quantity: 10 → 500 You typed 20.");
  await expect(page.getByLabel("Quantity")).toHaveValue("20");
  expect(await couponNow(coupon.id)).toMatchObject({ totalQuantity: 500 });
  await save(page);
  await expect(page).toHaveURL("/admin/coupons");
  expect(await couponNow(coupon.id)).toMatchObject({ totalQuantity: 20 });
  await page.context().close();
});

test("a form that was not changed sends nothing", async ({ browser }) => {
  const product = await newProduct({ stock: 1, saleStartsAt: "2036-01-01T00:00:00.000Z" });
  const page = await adminPage(browser, "America/New_York");
  let sent = 0;
  page.on("request", (request) => {
    if (request.method() === "PATCH") sent += 1;
  });
  await page.goto(`/admin/products/${product.id}`);
  await save(page);
  await expect(page.getByText("nothing was changed")).toBeVisible();
  expect(sent).toBe(0);
  await page.context().close();
});

for (const timezoneId of ["Asia/Seoul", "America/New_York", "Pacific/Chatham"]) {
  test(`in ${timezoneId} a description is corrected and no instant moves`, async ({ browser }) => {
    const page = await adminPage(browser, timezoneId);
    // The second 01:30 of the night in which New York's clocks go back, and a start in the middle of a minute.
    for (const saleStartsAt of [
      "2026-11-24T09:49:50.000Z",
      "2026-11-24T09:49:50.123Z",
      "2026-11-01T06:30:00.000Z",
    ]) {
      const product = await newProduct({ stock: 1, saleStartsAt });
      await page.goto(`/admin/products/${product.id}`);
      const description = page.getByLabel("Description", { exact: true });
      // Playwright selects, then types: a page that comes alive in between has put the caret elsewhere.
      await expect(async () => {
        await description.fill("Corrected.");
        await expect(description).toHaveValue("Corrected.", { timeout: 500 });
      }).toPass();
      await save(page);
      await expect(page.getByText("Saved.").last()).toBeVisible();
      expect(await productNow(product.name)).toMatchObject({ saleStartsAt, description: "Corrected." });
    }
    const window = { startsAt: "2036-01-01T00:00:10.000Z", endsAt: "2036-01-01T00:00:50.000Z" };
    const coupon = await newCoupon({ totalQuantity: 10, ...window });
    await page.goto(`/admin/coupons/${coupon.id}`);
    await page.getByLabel("Quantity").fill("11");
    await save(page);
    await expect(page).toHaveURL("/admin/coupons");
    expect(await couponNow(coupon.id)).toMatchObject({ ...window, totalQuantity: 11 });
    await page.context().close();
  });
}

test("times are typed to the second by the shop's clock, and every one names its zone", async ({
  browser,
}) => {
  const coupon = await newCoupon({ totalQuantity: 10, endsAt: "2036-01-01T00:00:00.000Z" });
  const page = await adminPage(browser, "America/New_York");
  await page.goto(`/admin/coupons/${coupon.id}`);
  await expect(page.getByText("Seoul time (KST, UTC+9)")).toHaveCount(2);
  await expect(page.getByLabel("Ends")).toHaveValue("2036-01-01T09:00");
  await page.getByLabel("Ends").fill("2036-12-31T23:59:59");
  await save(page);
  const row = page.getByRole("row").filter({ hasText: coupon.name });
  await expect(row).toContainText("Dec 31, 2036, 23:59:59 KST");
  expect(await couponNow(coupon.id)).toMatchObject({
    endsAt: "2036-12-31T14:59:59.000Z",
    startsAt: coupon.startsAt,
  });
  await page.context().close();
});
