import { expect, type Page, test } from "@playwright/test";
import { listLines } from "#tests/support/cart.ts";
import { newProduct } from "#tests/support/goods.ts";
import { newAccount, newShopper } from "#tests/support/people.ts";
import { soldOf } from "#tests/support/truth.ts";
import { contextOf, signInByPage } from "./browser.ts";

type Product = Awaited<ReturnType<typeof newProduct>>;

async function put(page: Page, product: Product, quantity: number): Promise<void> {
  await page.goto(`/products/${product.slug}`);
  await page.getByLabel("Quantity").selectOption(String(quantity));
  await page.getByRole("button", { name: "Add to cart" }).click();
  await expect(page.getByText("In your cart.")).toBeVisible();
}

const more = (page: Page, { name }: Product) => page.getByRole("button", { name: `One more of ${name}` });
const quantityOf = (page: Page, { name }: Product) => page.getByLabel(`Quantity of ${name}`);

/** The next server action is one that the shop does not know: the page is of a build that is served no more. */
async function loseNextAction(page: Page): Promise<void> {
  let isLost = false;
  await page.route("**", (route) => {
    const headers = route.request().headers();
    if (isLost || headers["next-action"] === undefined) return route.fallback();
    isLost = true;
    return route.continue({ headers: { ...headers, "next-action": "0".repeat(42) } });
  });
}

/** A line like that of a phone far from its mast. */
async function slowDown(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send("Network.enable");
  const speed = { downloadThroughput: 60_000, uploadThroughput: 30_000 };
  await session.send("Network.emulateNetworkConditions", { offline: false, latency: 300, ...speed });
}

for (const who of ["a shopper", "a guest"]) {
  test(`every one of four quick clicks of ${who} counts, on a slow line`, async ({ browser }) => {
    const product = await newProduct({ stock: 20 });
    const context =
      who === "a guest" ? await browser.newContext() : await contextOf(browser, await newShopper(0));
    const page = await context.newPage();
    await put(page, product, 1);
    await page.goto("/cart");
    await slowDown(page);
    for (let click = 0; click < 4; click += 1) await more(page, product).click({ noWaitAfter: true });
    await expect(quantityOf(page, product)).toHaveValue("5");
    await page.getByRole("button", { name: `One fewer of ${product.name}` }).click();
    await expect(quantityOf(page, product)).toHaveValue("4");
    await context.close();
  });
}

test("a step in an old tab moves what another tab has set", async ({ browser }) => {
  const product = await newProduct({ stock: 20 });
  const shopper = await newShopper(0);
  const context = await contextOf(browser, shopper);
  const [first, old] = [await context.newPage(), await context.newPage()];
  await put(first, product, 1);
  for (const page of [first, old]) await page.goto("/cart");
  await quantityOf(first, product).fill("7");
  await first.keyboard.press("Enter");
  await expect(first.getByText("₩7,000").last()).toBeVisible();
  await more(old, product).click();
  await expect(quantityOf(old, product)).toHaveValue("8");
  expect(await listLines(shopper.id)).toEqual([{ productId: product.id, quantity: 8 }]);
  await context.close();
});

test("a quantity that is typed and not confirmed is the one that is checked out", async ({ browser }) => {
  const product = await newProduct({ stock: 20, price: 1_000 });
  const context = await contextOf(browser, await newShopper(50_000));
  const page = await context.newPage();
  await put(page, product, 1);
  await page.goto("/cart");
  await quantityOf(page, product).fill("6");
  await page.getByRole("link", { name: "Check out" }).click();
  await page.getByRole("button", { name: "Pay ₩6,000" }).click();
  await expect(page.getByTestId("receipt")).toBeVisible();
  expect(await soldOf(product.id)).toBe(6);
  await context.close();
});

test("a typed quantity and a step count together, and so does what was typed in another line", async ({
  browser,
}) => {
  const [product, other] = [await newProduct({ stock: 20 }), await newProduct({ stock: 20 })];
  const shopper = await newShopper(0);
  const context = await contextOf(browser, shopper);
  const page = await context.newPage();
  await put(page, product, 1);
  await put(page, other, 1);
  await page.goto("/cart");
  await quantityOf(page, product).fill("5");
  await more(page, product).click();
  await quantityOf(page, other).fill("3");
  await more(page, product).click();
  await expect(quantityOf(page, product)).toHaveValue("7");
  await expect(quantityOf(page, other)).toHaveValue("3");
  await expect
    .poll(() => listLines(shopper.id))
    .toEqual([
      { productId: product.id, quantity: 7 },
      { productId: other.id, quantity: 3 },
    ]);
  await context.close();
});

for (const javaScriptEnabled of [true, false])
  test(`an emptied field keeps its line, and a removed line comes back (JavaScript: ${javaScriptEnabled})`, async ({
    browser,
  }) => {
    const product = await newProduct({ stock: 20 });
    const context = await browser.newContext({ javaScriptEnabled });
    const page = await context.newPage();
    await page.goto(`/products/${product.slug}`);
    await page.getByLabel("Quantity").selectOption("3");
    await page.getByRole("button", { name: "Add to cart" }).click();
    await expect(page.getByText("In your cart.")).toBeVisible();
    await page.goto("/cart");
    const quantity = quantityOf(page, product);
    await quantity.fill("");
    await quantity.press("Enter");
    await expect(quantity).toHaveValue("3");
    await quantity.fill("0");
    await quantity.press("Enter");
    await expect(page.getByText(`${product.name} was removed.`)).toBeVisible();
    await expect(page.getByText("Your cart is empty")).toBeVisible();
    await page.getByRole("button", { name: `Put ${product.name} back` }).click();
    await expect(quantity).toHaveValue("3");
    await page.getByRole("button", { name: `Remove ${product.name}` }).click();
    await page.getByRole("button", { name: `Put ${product.name} back` }).click();
    await expect(quantity).toHaveValue("3");
    await context.close();
  });

test("paying takes out what was bought, and leaves what another tab has added meanwhile", async ({
  browser,
}) => {
  const [bought, later] = [await newProduct({ stock: 20, price: 1_000 }), await newProduct({ stock: 20 })];
  const shopper = await newShopper(50_000);
  const context = await contextOf(browser, shopper);
  const page = await context.newPage();
  await put(page, bought, 2);
  await page.goto("/cart");
  await page.getByRole("link", { name: "Check out" }).click();
  const pay = page.getByRole("button", { name: "Pay ₩2,000" });
  await expect(pay).toBeVisible();
  const other = await context.newPage();
  await put(other, bought, 3);
  await put(other, later, 1);
  await pay.click();
  await expect(page.getByTestId("receipt")).toBeVisible();
  expect(await listLines(shopper.id)).toEqual([
    { productId: bought.id, quantity: 3 },
    { productId: later.id, quantity: 1 },
  ]);
  // The receipt once more takes nothing more.
  await page.reload();
  expect(await listLines(shopper.id)).toHaveLength(2);
  await context.close();
});

test("“Add to cart” shows afterwards what it has added, and Buy now buys it", async ({ browser }) => {
  const product = await newProduct({ stock: 20, price: 1_000 });
  const context = await contextOf(browser, await newShopper(50_000));
  const page = await context.newPage();
  await put(page, product, 5);
  await expect(page.getByLabel("Quantity")).toHaveValue("5");
  // A newer build lacks the page's action: the page comes anew by itself, with what was chosen.
  await loseNextAction(page);
  await Promise.all([
    page.waitForEvent("load"),
    page.getByRole("button", { name: "Add to cart" }).click({ noWaitAfter: true }),
  ]);
  await expect(page.getByLabel("Quantity")).toHaveValue("5");
  await page.getByRole("button", { name: "Add to cart" }).click();
  await expect(page.getByRole("link", { name: "Cart, 10 items" })).toBeVisible();
  await expect(page.getByLabel("Quantity")).toHaveValue("5");
  await page.getByRole("button", { name: "Buy now" }).click();
  await expect(page.getByRole("button", { name: "Pay ₩5,000" })).toBeVisible();
  await context.close();
});

test("the shop away: the cart and the product's page stay, and say so", async ({ browser }) => {
  const product = await newProduct({ stock: 20 });
  const context = await browser.newContext();
  const page = await context.newPage();
  await put(page, product, 2);
  await page.goto("/cart");
  await expect(page.getByRole("link", { name: "Cart, 2 items" })).toBeVisible();
  await context.setOffline(true);
  await more(page, product).click();
  await expect(page.getByText("That did not reach the shop.")).toBeVisible();
  await expect(quantityOf(page, product)).toHaveValue("2");
  await context.setOffline(false);
  await more(page, product).click();
  await expect(quantityOf(page, product)).toHaveValue("3");
  // A newer build lacks the cart's action: what was typed is there again when the page has come anew.
  await loseNextAction(page);
  await quantityOf(page, product).fill("7");
  await Promise.all([page.waitForEvent("load"), page.keyboard.press("Enter")]);
  await expect(quantityOf(page, product)).toHaveValue("7");
  await quantityOf(page, product).press("Enter");
  await expect(page.getByRole("link", { name: "Cart, 7 items" })).toBeVisible();
  await context.close();
});

test("what is put aside after signing in and out again is not lost at the next sign-in", async ({ page }) => {
  const account = await newAccount();
  const [first, second] = [await newProduct({ stock: 20 }), await newProduct({ stock: 20 })];
  await put(page, first, 1);
  // Signed in past our form, as the demo shopper is: a page merges the cart and can't clear its cookie.
  await page.request.post("/api/auth/sign-in/email", {
    data: { email: account.email, password: account.password },
  });
  await page.goto("/cart");
  await expect(quantityOf(page, first)).toHaveValue("1");
  await page.request.post("/api/auth/sign-out", { data: {} });
  await page.goto("/cart");
  await expect(page.getByText("Your cart is empty")).toBeVisible();
  await put(page, second, 2);
  await page.goto("/cart");
  await expect(quantityOf(page, second)).toHaveValue("2");
  await signInByPage(page, account.email, account.password);
  expect(await listLines(account.id)).toEqual([
    { productId: first.id, quantity: 1 },
    { productId: second.id, quantity: 2 },
  ]);
});
