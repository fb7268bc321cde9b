import { type Browser, type BrowserContext, expect, type Page, type Route, test } from "@playwright/test";
import { newCoupon, newProduct } from "#tests/support/goods.ts";
import { newShopper, type Shopper } from "#tests/support/people.ts";
import { database, soldOf } from "#tests/support/truth.ts";
import { contextOf } from "./browser.ts";

const PRICE = 1_000;

async function signedIn(
  browser: Browser,
  balance: number,
): Promise<{ shopper: Shopper; context: BrowserContext }> {
  const shopper = await newShopper(balance);
  return { shopper, context: await contextOf(browser, shopper) };
}

const ordersOf = async (userId: string): Promise<number> => {
  const [row] = await database<{ count: number }[]>`
    select count(*)::int as count from orders where user_id = ${userId}`;
  return row?.count ?? 0;
};

const balanceOf = async (shopper: Shopper): Promise<unknown> => (await shopper.get("/api/points")).body;

async function openPayment(page: Page, slug: string): Promise<void> {
  await page.goto(`/products/${slug}`);
  await expect(page.getByText("With your coupon and points")).toBeVisible();
  await page.getByRole("button", { name: "Buy now" }).click();
}

const pay = (page: Page) => page.getByRole("button", { name: "Pay ₩1,000", exact: true }).click();

/** The shop gets the next request and does it; its answer never comes back. The request is dropped by `cut`. */
async function holdAnswer(page: Page, path: string) {
  const held: { routes: Route[]; isDone: boolean } = { routes: [], isDone: false };
  await page.route(path, async (route) => {
    if (held.routes.length > 0) return route.continue();
    held.routes.push(route);
    await route.fetch().catch(() => undefined);
    held.isDone = true;
  });
  return {
    isDone: () => held.isDone,
    cut: async () => {
      await held.routes[0]?.abort("connectionreset").catch(() => undefined);
      await page.unroute(path);
    },
  };
}

test("a top-up whose connection was cut is added once, however often it is pressed", async ({ browser }) => {
  const { shopper, context } = await signedIn(browser, 0);
  const page = await context.newPage();
  await page.goto("/points");
  const answer = await holdAnswer(page, "**/api/points/top-up");
  await page.getByLabel("Points to add").fill("5000");
  await page.getByRole("button", { name: "Top up", exact: true }).click();
  await expect.poll(answer.isDone).toBe(true);
  await answer.cut();
  await expect(page.getByText("Added 5,000 points. You now have 5,000.")).toBeVisible();
  expect(await balanceOf(shopper)).toEqual({ balance: 5_000 });
  // The next wish is its own.
  await page.getByRole("button", { name: "Top up", exact: true }).click();
  await expect(page.getByText("You now have 10,000.")).toBeVisible();
  await context.close();
});

test("a top-up that is not answered at all keeps its key; after a reload its outcome is told", async ({
  browser,
}) => {
  const { shopper, context } = await signedIn(browser, 0);
  const page = await context.newPage();
  await page.goto("/points");
  let isFirst = true;
  await page.route("**/api/points/top-up", async (route) => {
    if (isFirst) await route.fetch();
    isFirst = false;
    await route.abort("connectionreset");
  });
  await page.getByLabel("Points to add").fill("5000");
  await page.getByRole("button", { name: "Top up", exact: true }).click();
  await expect(page.getByText("No connection")).toBeVisible();
  await page.unroute("**/api/points/top-up");
  await page.reload();
  await expect(page.getByText("Your earlier top-up of 5,000 points went through.")).toBeVisible();
  expect(await balanceOf(shopper)).toEqual({ balance: 5_000 });
  await context.close();
});

test("an order of which the shop knows no outcome is asked about again after a reload, and placed once", async ({
  browser,
}) => {
  const product = await newProduct({ stock: 5, price: PRICE });
  const { shopper, context } = await signedIn(browser, 10_000);
  const page = await context.newPage();
  await openPayment(page, product.slug);
  await page.route("**/api/checkout", async (route) => {
    await route.fetch();
    const problem = {
      status: 503,
      code: "OUTCOME_UNKNOWN",
      title: "Unknown",
      detail: "The answer was lost.",
    };
    await route.fulfill({ status: 503, contentType: "application/problem+json", json: problem });
  });
  await pay(page);
  await expect(page.getByText("We don’t know yet whether this went through.")).toBeVisible();
  await page.unroute("**/api/checkout");
  await page.reload();
  await expect(page.getByTestId("receipt")).toBeVisible();
  expect(await ordersOf(shopper.id)).toBe(1);
  expect(await balanceOf(shopper)).toEqual({ balance: 9_000 });
  await context.close();
});

test("“It’s yours”, the tab closed before the receipt: the next equal purchase is another order", async ({
  browser,
}) => {
  const product = await newProduct({ stock: 5, price: PRICE });
  const { shopper, context } = await signedIn(browser, 5_000);
  const page = await context.newPage();
  await page.route("**/orders/**", () => undefined);
  await openPayment(page, product.slug);
  await pay(page);
  await expect(page.getByTestId("line")).toContainText("It’s yours");
  await page.close();
  const next = await context.newPage();
  await openPayment(next, product.slug);
  await pay(next);
  await expect(next.getByTestId("receipt")).toBeVisible();
  expect(await ordersOf(shopper.id)).toBe(2);
  await context.close();
});

test("a tab closed while the order is placed: the next look tells it, and the next press buys once more", async ({
  browser,
}) => {
  const product = await newProduct({ stock: 5, price: PRICE });
  const { shopper, context } = await signedIn(browser, 5_000);
  const page = await context.newPage();
  const answer = await holdAnswer(page, "**/api/checkout");
  await openPayment(page, product.slug);
  await pay(page);
  await expect.poll(answer.isDone).toBe(true);
  await page.close();
  const next = await context.newPage();
  await openPayment(next, product.slug);
  await expect(next.getByTestId("placed-after-all")).toContainText("Your earlier order was placed");
  expect(await ordersOf(shopper.id)).toBe(1);
  await pay(next);
  await expect(next.getByTestId("receipt")).toBeVisible();
  expect(await ordersOf(shopper.id)).toBe(2);
  await context.close();
});

test("who leaves the line while the order is placed is told that it was, and pays once", async ({
  browser,
}) => {
  const product = await newProduct({ stock: 5, price: PRICE });
  const { shopper, context } = await signedIn(browser, 5_000);
  const page = await context.newPage();
  const answer = await holdAnswer(page, "**/api/checkout");
  await openPayment(page, product.slug);
  await pay(page);
  await expect.poll(answer.isDone).toBe(true);
  await page.getByRole("button", { name: "Leave the line" }).click();
  await expect(page.getByTestId("placed-after-all")).toContainText("1,000 points");
  await expect(page.getByText("4,000 points")).toBeVisible();
  await page.getByTestId("placed-after-all").getByRole("link", { name: "See the receipt" }).click();
  await expect(page.getByRole("heading", { name: "Order" })).toBeVisible();
  expect(await ordersOf(shopper.id)).toBe(1);
  await context.close();
});

test("who leaves the line before anything was placed hears that nothing was bought", async ({ browser }) => {
  const product = await newProduct({ stock: 5, price: PRICE });
  const { shopper, context } = await signedIn(browser, 5_000);
  const page = await context.newPage();
  // The request never reaches the shop.
  await page.route("**/api/checkout", () => undefined);
  await openPayment(page, product.slug);
  await pay(page);
  await page.getByRole("button", { name: "Leave the line" }).click();
  await expect(page.getByText("You left the line. Nothing was bought.")).toBeVisible();
  await page.unroute("**/api/checkout");
  await pay(page);
  await expect(page.getByTestId("receipt")).toBeVisible();
  expect(await ordersOf(shopper.id)).toBe(1);
  await context.close();
});

test("who leaves by a link while the order is placed is told on the next page", async ({ browser }) => {
  const product = await newProduct({ stock: 5, price: PRICE });
  const { shopper, context } = await signedIn(browser, 5_000);
  const page = await context.newPage();
  const answer = await holdAnswer(page, "**/api/checkout");
  await openPayment(page, product.slug);
  await pay(page);
  await expect.poll(answer.isDone).toBe(true);
  await page.getByRole("link", { name: "Coupons", exact: true }).click();
  await expect(page.getByText("Your order was placed, for 1,000 points.")).toBeVisible();
  await expect(page).toHaveURL("/coupons");
  expect(await ordersOf(shopper.id)).toBe(1);
  await page.getByRole("link", { name: "See the receipt" }).click();
  await expect(page).toHaveURL(/\/orders\//);
  await context.close();
});

test("back from the receipt the checkout says what was bought, with the new balance, and asks", async ({
  browser,
}) => {
  const product = await newProduct({ stock: 5, price: PRICE });
  const { shopper, context } = await signedIn(browser, 5_000);
  const page = await context.newPage();
  await page.goto(`/checkout?item=${product.id}%3A1`);
  await pay(page);
  await expect(page.getByTestId("receipt")).toBeVisible();
  const told = page.getByTestId("just-bought");
  // Without a connection too: what can't be read anew is known from the purchase, and the notice says the rest.
  await context.setOffline(true);
  await page.goBack();
  await expect(page).toHaveURL(/\/checkout/);
  await expect(told).toContainText("You have just bought this");
  await expect(page.getByText("4,000 points")).toBeVisible();
  await expect(page.getByText("You are offline. What you see may be old.")).toBeVisible();
  await context.setOffline(false);
  await expect(page.getByText("You are offline.")).toBeHidden();
  await expect(told).toContainText("You have just bought this");
  await expect(page.getByText("4,000 points")).toBeVisible();
  await pay(page);
  await expect(told).toContainText("Buy it once more?");
  expect(await ordersOf(shopper.id)).toBe(1);
  await page.getByRole("button", { name: "No, once is enough" }).click();
  await pay(page);
  await page.getByRole("button", { name: "Yes, pay ₩1,000 once more" }).click();
  await expect(page.getByTestId("receipt")).toBeVisible();
  expect(await ordersOf(shopper.id)).toBe(2);
  await context.close();
});

test("the same checkout in two tabs is paid once, and asked about in the other", async ({ browser }) => {
  const product = await newProduct({ stock: 5, price: PRICE });
  const { shopper, context } = await signedIn(browser, 5_000);
  const [first, second] = [await context.newPage(), await context.newPage()];
  for (const page of [first, second]) await page.goto(`/checkout?item=${product.id}%3A1`);
  await expect(second.getByRole("button", { name: "Pay ₩1,000" })).toBeVisible();
  await pay(first);
  await expect(first.getByTestId("receipt")).toBeVisible();
  await expect(second.getByTestId("just-bought")).toBeVisible();
  await pay(second);
  await expect(second.getByText("Buy it once more?")).toBeVisible();
  expect(await soldOf(product.id)).toBe(1);
  expect(await ordersOf(shopper.id)).toBe(1);
  await context.close();
});

test("both tabs pressed at the same moment make one order", async ({ browser }) => {
  const product = await newProduct({ stock: 5, price: PRICE });
  const { shopper, context } = await signedIn(browser, 5_000);
  const pages = [await context.newPage(), await context.newPage()];
  const [first, second] = pages as [Page, Page];
  for (const page of pages) await page.goto(`/checkout?item=${product.id}%3A1`);
  const answer = await holdAnswer(first, "**/api/checkout");
  await pay(first);
  await expect.poll(answer.isDone).toBe(true);
  await pay(second);
  await expect(second.getByTestId("placed-after-all")).toBeVisible();
  await answer.cut();
  await expect.poll(() => ordersOf(shopper.id)).toBe(1);
  await context.close();
});

test("another account signed in by another tab: nothing is paid, added or claimed, and the page says so", async ({
  browser,
}) => {
  const product = await newProduct({ stock: 5, price: PRICE });
  const coupon = await newCoupon({ totalQuantity: 5 });
  const { context } = await signedIn(browser, 5_000);
  const other = await newShopper(5_000);
  const [checkout, points, coupons, panel] = [
    await context.newPage(),
    await context.newPage(),
    await context.newPage(),
    await context.newPage(),
  ];
  await checkout.goto(`/checkout?item=${product.id}%3A1`);
  await points.goto("/points");
  await coupons.goto("/coupons");
  await openPayment(panel, product.slug);
  await expect(panel.getByRole("button", { name: "Pay ₩1,000" })).toBeVisible();
  const [name = "", value = ""] = other.session.split("=");
  await context.addCookies([{ name, value, url: checkout.url() }]);
  const text = "Another account is signed in by now.";
  await pay(checkout);
  await expect(checkout.getByText(text)).toBeVisible();
  await pay(panel);
  await expect(panel.getByText(text)).toBeVisible();
  await points.getByRole("button", { name: "Top up", exact: true }).click();
  await expect(points.getByText(text)).toBeVisible();
  await coupons.getByRole("button", { name: `Claim: ${coupon.name}` }).click();
  await expect(coupons.getByText(text)).toBeVisible();
  expect(await ordersOf(other.id)).toBe(0);
  expect(await balanceOf(other)).toEqual({ balance: 5_000 });
  await checkout.getByRole("button", { name: "Reload the page" }).click();
  await pay(checkout);
  await expect(checkout.getByTestId("receipt")).toBeVisible();
  expect(await ordersOf(other.id)).toBe(1);
  await context.close();
});
