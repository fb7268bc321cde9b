import { expect, type Page, test } from "@playwright/test";
import { listLines } from "#tests/support/cart.ts";
import { newProduct } from "#tests/support/goods.ts";
import { newAccount, theAdmin } from "#tests/support/people.ts";
import { signInByPage, troublesOf } from "./browser.ts";

async function addToCart(page: Page, slug: string, quantity: number): Promise<void> {
  await page.goto(`/products/${slug}`);
  await page.getByLabel("Quantity").selectOption(String(quantity));
  await page.getByRole("button", { name: "Add to cart" }).click();
  await expect(page.getByText("In your cart.")).toBeVisible();
}

test("a guest's cart comes along at sign-in, once, and stays with the account", async ({ page, browser }) => {
  const troubles = troublesOf(page);
  const account = await newAccount();
  const first = await newProduct({ stock: 9 });
  const second = await newProduct({ stock: 9 });
  await addToCart(page, first.slug, 2);
  await addToCart(page, second.slug, 1);
  await signInByPage(page, account.email, account.password);
  const both = [
    { productId: first.id, quantity: 2 },
    { productId: second.id, quantity: 1 },
  ];
  await page.goto("/cart");
  await expect(page.getByLabel(`Quantity of ${first.name}`)).toHaveValue("2");
  await page.reload();
  await expect(page.getByLabel(`Quantity of ${first.name}`)).toHaveValue("2");
  expect(await listLines(account.id)).toEqual(both);

  // On another device the account has the same cart, and what that device had as a guest's comes on top.
  const elsewhere = await browser.newContext();
  const other = await elsewhere.newPage();
  await addToCart(other, second.slug, 1);
  await signInByPage(other, account.email, account.password);
  await other.goto("/cart");
  await expect(other.getByLabel(`Quantity of ${second.name}`)).toHaveValue("2");
  expect(await listLines(account.id)).toEqual([both[0], { productId: second.id, quantity: 2 }]);
  await elsewhere.close();
  expect(troubles).toEqual([]);
});

test("the cart says plainly what has changed since, and checks out what there is", async ({ page }) => {
  const admin = await theAdmin();
  const fewer = await newProduct({ stock: 5, price: 1_000 });
  const gone = await newProduct({ stock: 2, price: 2_000 });
  await addToCart(page, fewer.slug, 4);
  await addToCart(page, gone.slug, 1);
  const lose = (id: string, stockDelta: number) =>
    admin.send("PATCH", `/api/admin/products/${id}`, { stockDelta, reason: "Counted" });
  await lose(fewer.id, -2);
  await lose(gone.id, -2);
  await page.goto("/cart");
  await expect(page.getByText("You wanted 4; only 3 are left, so we count 3.")).toBeVisible();
  await expect(page.getByText("Sold out since you put it here. It is not counted.")).toBeVisible();
  await expect(page.getByText("₩3,000").last()).toBeVisible();
  const checkout = page.getByRole("link", { name: "Check out" });
  await expect(checkout).toHaveAttribute("href", `/checkout?item=${fewer.id}%3A3&from=cart`);
  await page.getByRole("button", { name: `One fewer of ${fewer.name}` }).click();
  await expect(page.getByLabel(`Quantity of ${fewer.name}`)).toHaveValue("2");
  await page.getByLabel(`Quantity of ${fewer.name}`).fill("3");
  await page.keyboard.press("Enter");
  await expect(page.getByText("₩3,000").last()).toBeVisible();
  await page.getByRole("button", { name: `Remove ${gone.name}` }).click();
  await expect(page.getByRole("link", { name: gone.name })).toBeHidden();
});
