import { randomUUID } from "node:crypto";
import { expect, test } from "@playwright/test";
import { AdminCouponPage } from "#lib/coupons/schema.ts";
import { shop } from "#tests/support/environment.ts";
import { newShopper, theAdmin } from "#tests/support/people.ts";
import { press, signInByPage, tabTo, troublesOf } from "./browser.ts";

test("a new admin opens a coupon with one field typed, sees what it will be, duplicates and ends it, by the keyboard alone", async ({
  page,
}) => {
  const troubles = troublesOf(page);
  const name = `Minute ${randomUUID().slice(0, 8)}`;
  await signInByPage(page, shop.ADMIN_EMAIL, shop.ADMIN_PASSWORD);
  await page.goto("/admin/coupons");
  const startedAt = Date.now();
  await press(page, page.getByRole("link", { name: "New coupon" }));
  await tabTo(page, page.getByLabel("Name"));
  await page.keyboard.type(name);
  await expect(page.getByTestId("preview")).toContainText(name);
  await expect(page.getByTestId("preview")).toContainText("10% off");
  await expect(page.getByTestId("example")).toContainText("₩45,000");
  await tabTo(page, page.getByLabel("At most"));
  await page.keyboard.type("2,000");
  await expect(page.getByTestId("example")).toContainText("₩48,000");
  // What stands before the button, in the order of the keyboard.
  const before = await page.getByRole("button", { name: "Create coupon" }).evaluate((button) => {
    const fields = [...(button.closest("form")?.querySelectorAll("input, select, textarea") ?? [])];
    const isBefore = (field: Element) =>
      (field.compareDocumentPosition(button) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
    return fields.filter(isBefore).length;
  });
  expect(before).toBeLessThanOrEqual(6);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL("/admin/coupons");
  const row = page.getByRole("row").filter({ hasText: name });
  await expect(row).toContainText("Open");
  expect(Date.now() - startedAt).toBeLessThan(60_000);

  const { body } = await (await theAdmin()).get(`/api/admin/coupons?q=${encodeURIComponent(name)}`);
  const [coupon] = AdminCouponPage.parse(body).items;
  expect(coupon).toMatchObject({
    discount: { type: "percent", value: 10, maxDiscount: 2_000 },
    state: "open",
  });
  await press(page, row.getByRole("link", { name: `Edit ${name}` }));
  await expect(page.getByTestId("claimed")).toHaveText("0");
  const shopper = await newShopper(0);
  await shopper.post(`/api/coupons/${coupon?.id}/claim`);
  // The bar moves as shoppers claim.
  await expect(page.getByTestId("claimed")).toHaveText("1");
  await page.reload();
  await expect(page.getByRole("row").filter({ hasText: shopper.email })).toContainText("To use");
  await expect(page.getByText("Not below 1: so many are claimed.")).toBeVisible();
  await press(page, page.getByRole("button", { name: "End now" }));
  await press(page, page.getByRole("alertdialog").getByRole("button", { name: "End now" }), "Space");
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Ended");
  await press(page, page.getByRole("link", { name: "Duplicate" }));
  await expect(page.getByLabel("Name")).toHaveValue(name);
  await expect(page.getByLabel("At most")).toHaveValue("2000");
  expect(troubles).toEqual([]);
});
