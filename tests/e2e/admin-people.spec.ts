import { expect, test } from "@playwright/test";
import { shop } from "#tests/support/environment.ts";
import { newProduct } from "#tests/support/goods.ts";
import { newShopper } from "#tests/support/people.ts";
import { database, stockOf, walletOf } from "#tests/support/truth.ts";
import { contextOf, signInByPage, troublesOf } from "./browser.ts";

test("an admin finds a shopper, cancels an order, grants points with the password, and bans", async ({
  page,
  browser,
}) => {
  const troubles = troublesOf(page);
  const buyer = await newShopper(30_000);
  const product = await newProduct({ stock: 3, price: 7_000 });
  const items = [{ productId: product.id, quantity: 2 }];
  expect((await buyer.post("/api/checkout", { items })).status).toBe(201);
  const shopper = await contextOf(browser, buyer);
  const points = await shopper.newPage();
  await points.goto("/points");
  await signInByPage(page, shop.ADMIN_EMAIL, shop.ADMIN_PASSWORD);

  await page.goto("/admin/orders");
  await page.getByRole("searchbox", { name: "Search", exact: true }).fill(buyer.email);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/admin\/orders\?q=/);
  await page.getByLabel("State").selectOption("paid");
  await expect(page).toHaveURL(/status=paid/);
  await expect(page.getByText("1 found")).toBeVisible();
  await page.getByRole("row").filter({ hasText: buyer.email }).getByRole("link").click();
  await expect(page.getByText("Placed: 2 units taken from stock")).toBeVisible();
  await page.getByRole("button", { name: "Cancel and refund" }).click();
  await page.getByLabel("Reason").fill("Broken on the way");
  await page.getByRole("button", { name: "Cancel and refund ₩14,000" }).click();
  await expect(page.getByText(`Cancelled by ${shop.ADMIN_EMAIL}`)).toBeVisible();
  await expect(page.getByText("Broken on the way")).toBeVisible();
  expect(await stockOf(product.id)).toEqual({ quantity: 3, moved: 3 });

  // A sign-in of some time ago: the password is asked for, and then the same is done.
  await database`update sessions set created_at = now() - interval '1 hour'
    where user_id = (select id from users where email = ${shop.ADMIN_EMAIL})`;
  await page.getByRole("link", { name: "Wallet, ledger and sessions" }).click();
  await page.getByRole("button", { name: "Change points" }).click();
  await page.getByLabel("Points", { exact: true }).fill("1,500");
  await page.getByLabel("Reason").fill("For the trouble");
  await page.getByRole("dialog").getByRole("button", { name: "Change points" }).click();
  await page.getByLabel("Password", { exact: true }).fill("not the password");
  await page.getByRole("button", { name: "Go on" }).click();
  await expect(page.getByText("This is not your password.")).toBeVisible();
  await page.getByLabel("Password", { exact: true }).fill(shop.ADMIN_PASSWORD);
  await page.getByRole("button", { name: "Go on" }).click();
  await expect(page.getByTestId("balance")).toContainText("31,500");
  await expect(page.getByRole("row").filter({ hasText: "For the trouble" })).toContainText("+1,500");
  expect(await walletOf(buyer.id)).toMatchObject({ balance: 31_500, sum: 31_500 });

  await page.getByRole("button", { name: "Ban", exact: true }).click();
  await page.getByLabel("Reason").fill("Resells");
  await page.getByRole("dialog").getByRole("button", { name: "Ban", exact: true }).click();
  await expect(page.getByText("This account is closed: Resells")).toBeVisible();
  await points.reload();
  await expect(points).toHaveURL(/\/sign-in/);
  await shopper.close();
  expect(troubles).toEqual([]);
});
