import { expect, type Page, test } from "@playwright/test";
import { PopularProducts } from "#lib/catalog/schema.ts";
import { visitor } from "#tests/support/api.ts";
import { newCoupon, newProduct } from "#tests/support/goods.ts";
import { newShopper, theAdmin } from "#tests/support/people.ts";
import { contextOf, troublesOf } from "./browser.ts";

const buy = async (productId: string, quantity: number) =>
  (await newShopper(1_000_000)).post("/api/checkout", { items: [{ productId, quantity }] });

/** Sells more of this than of anything else this week. */
async function sellMost(productId: string): Promise<void> {
  const ranking = await visitor.get("/api/products/popular?period=week&limit=50");
  const { items } = PopularProducts.parse(ranking.body);
  const sold = items.find(({ product }) => product.id === productId)?.sold ?? 0;
  for (let missing = (items[0]?.sold ?? 0) - sold + 1; missing > 0; missing -= 1_000) {
    await buy(productId, Math.min(missing, 1_000));
  }
}

/** The streams that the page asks for from now on. */
function streamsOf(page: Page): string[] {
  const streams: string[] = [];
  page.on("request", (request) => {
    if (request.url().includes("/api/live")) streams.push(request.url());
  });
  return streams;
}

/** Lets the page believe that its tab is hidden, or seen again. */
async function setVisibility(page: Page, state: "hidden" | "visible"): Promise<void> {
  await page.evaluate((value) => {
    Object.defineProperty(document, "visibilityState", { value, configurable: true });
    document.dispatchEvent(new Event("visibilitychange"));
  }, state);
}

test("what is sold in one window is gone in the other, without a reload", async ({ page, browser }) => {
  const troubles = troublesOf(page);
  const product = await newProduct({ stock: 4, price: 1_000 });
  await page.goto(`/products/${product.slug}`);
  const main = page.getByRole("main");
  await expect(main.getByText("Only 4 left")).toBeVisible();
  await expect(page.getByLabel("Quantity").getByRole("option")).toHaveCount(4);
  await page.evaluate(() => Object.assign(window, { isFirstLoad: true }));

  const context = await contextOf(browser, await newShopper(10_000));
  const second = await context.newPage();
  await second.goto(`/products/${product.slug}`);
  await second.getByLabel("Quantity").selectOption("3");
  await second.getByRole("button", { name: "Buy now" }).click();
  await second.getByRole("button", { name: "Pay ₩3,000" }).click();
  await expect(second.getByTestId("receipt")).toBeVisible();
  await expect(main.getByText("Only 1 left")).toBeVisible();

  await buy(product.id, 1);
  await expect(page.getByRole("button", { name: "Sold out" })).toBeDisabled();
  await expect(page.getByRole("status").filter({ hasText: "It just sold out." })).toBeAttached();
  await (await theAdmin()).send("PATCH", `/api/admin/products/${product.id}`, {
    stockDelta: 2,
    reason: "Found in the attic",
  });
  await expect(main.getByText("Only 2 left")).toBeVisible();
  await expect(page.getByRole("button", { name: "Buy now" })).toBeEnabled();
  expect(await page.evaluate(() => "isFirstLoad" in window)).toBe(true);
  await context.close();
  expect(troubles).toEqual([]);
});

test("who comes too late is told without loading the page anew; a new price is loaded", async ({
  browser,
}) => {
  const [gone, dearer] = await Promise.all([1, 2].map((stock) => newProduct({ stock, price: 1_000 })));
  const context = await contextOf(browser, await newShopper(10_000));
  const page = await context.newPage();
  const main = page.getByRole("main");
  const payFor = async (slug = "") => {
    await page.goto(`/products/${slug}`);
    // Before the panel is alive, its form leads to the checkout's own page.
    await expect(page.getByText("With your coupon and points")).toBeVisible();
    await page.getByRole("button", { name: "Buy now" }).click();
    await expect(page.getByRole("button", { name: "Pay ₩1,000" })).toBeEnabled();
  };
  await payFor(gone?.slug);
  await buy(gone?.id ?? "", 1);
  const loads: string[] = [];
  page.on("request", (request) => {
    if (request.headers()["rsc"] && !request.headers()["next-router-prefetch"]) loads.push(request.url());
  });
  await page.getByRole("button", { name: "Pay ₩1,000" }).click();
  await expect(page.getByTestId("sold-out")).toBeVisible();
  await expect(main.getByText("Sold out", { exact: true }).first()).toBeVisible();
  expect(loads).toEqual([]);

  await payFor(dearer?.slug);
  await (await theAdmin()).send("PATCH", `/api/admin/products/${dearer?.id}`, { price: 2_000 });
  await page.getByRole("button", { name: "Pay ₩1,000" }).click();
  await expect(page.getByRole("button", { name: "Pay ₩2,000" })).toBeEnabled();
  await context.close();
});

test("a page has one stream, and what it lists changes on it: stock and coupons", async ({ page }) => {
  const streams = streamsOf(page);
  await page.goto("/");
  await expect.poll(() => streams.length).toBe(1);

  const product = await newProduct({ stock: 2_000, price: 1 });
  await page.goto(`/products?q=${encodeURIComponent(product.name)}`);
  await expect(page.getByText("2,000 left")).toBeVisible();
  await buy(product.id, 10);
  await expect(page.getByText("1,990 left")).toBeVisible();

  const coupon = await newCoupon({ totalQuantity: 9 });
  await page.goto("/coupons");
  const card = page.getByRole("article").filter({ hasText: coupon.name });
  await expect(card.getByText("9 of 9 left")).toBeVisible();
  await (await newShopper(0)).post(`/api/coupons/${coupon.id}/claim`);
  await expect(card.getByText("8 of 9 left")).toBeVisible();
});

test("best sellers change places, and a newcomer comes in", async ({ page }) => {
  const first = await newProduct({ stock: 99_999, price: 1 });
  const second = await newProduct({ stock: 99_999, price: 1 });
  await sellMost(first.id);
  await page.goto("/");
  await page.evaluate(() => Object.assign(window, { isFirstLoad: true }));
  const shelf = page
    .locator("section")
    .filter({ has: page.getByRole("heading", { name: "Popular this week" }) });
  const names = shelf.getByRole("heading", { level: 3 });
  await expect(names.first()).toHaveText(first.name);
  await sellMost(second.id);
  await expect(names.first()).toHaveText(second.name);
  await sellMost(first.id);
  await expect(names.first()).toHaveText(first.name);
  await expect(names.nth(1)).toHaveText(second.name);
  expect(await page.evaluate(() => "isFirstLoad" in window)).toBe(true);
});

test("offline and back: the page says so, and then shows what it missed", async ({ page, context }) => {
  const product = await newProduct({ stock: 8, price: 1_000 });
  const opened = page.waitForRequest(/\/api\/live\?/);
  await page.goto(`/products/${product.slug}`);
  await expect(page.getByText("Only 8 left")).toBeVisible();
  await opened;
  const streams = streamsOf(page);
  await context.setOffline(true);
  await expect(page.getByText("You are offline.")).toBeVisible();
  await buy(product.id, 5);
  await expect(page.getByText("Only 8 left")).toBeVisible();
  expect(streams).toEqual([]);
  await context.setOffline(false);
  await expect(page.getByText("Only 3 left")).toBeVisible();
  await expect(page.getByText("You are offline.")).toBeHidden();
});

test("a hidden tab is told nothing, and is up to date when it is seen again", async ({ page, context }) => {
  const product = await newProduct({ stock: 8, price: 1_000 });
  const seen = await context.newPage();
  for (const tab of [page, seen]) {
    await tab.goto(`/products/${product.slug}`);
    await expect(tab.getByText("Only 8 left")).toBeVisible();
  }
  await setVisibility(page, "hidden");
  await buy(product.id, 2);
  await expect(seen.getByText("Only 6 left")).toBeVisible();
  await expect(page.getByText("Only 8 left")).toBeVisible();
  await setVisibility(page, "visible");
  await expect(page.getByText("Only 6 left")).toBeVisible();
});

test("a page that the browser kept is alive when it is opened again, in this tab and in another", async ({
  page,
  context,
}) => {
  const product = await newProduct({ stock: 8, price: 1_000 });
  const address = `/products/${product.slug}`;
  await page.goto(address);
  const second = await context.newPage();
  for (const tab of [page, second]) {
    const troubles = troublesOf(tab);
    const answer = tab.waitForResponse((response) => new URL(response.url()).pathname === address);
    await tab.goto(address);
    const policy = (await (await answer).allHeaders())["content-security-policy"];
    expect(policy).toContain("sha256-");
    // The panel's script writes this.
    await expect(
      tab.getByText("With your coupon and points").or(tab.getByText("Sign in to see")),
    ).toBeVisible();
    expect(troubles).toEqual([]);
  }
  await buy(product.id, 2);
  for (const tab of [page, second]) await expect(tab.getByText("Only 6 left")).toBeVisible();
});

test("a coupon opens at its second, and goes, on a page that is open", async ({ browser }) => {
  const soon = (afterMs: number) => new Date(Date.now() + afterMs).toISOString();
  const coupon = await newCoupon({ totalQuantity: 2, startsAt: soon(1_800_000) });
  const context = await contextOf(browser, await newShopper(0));
  const page = await context.newPage();
  const troubles = troublesOf(page);
  await page.goto("/coupons");
  const card = page.getByRole("article").filter({ hasText: coupon.name });
  const claim = card.getByRole("button", { name: "Claim" });
  await expect(card.getByTestId("countdown")).toContainText("sec");
  await expect(claim).toBeHidden();
  const opening = { startsAt: soon(3_000) };
  await (await theAdmin()).send("PATCH", `/api/admin/coupons/${coupon.id}`, opening);
  await claim.click();
  await expect(card.getByText("1 of 2 left")).toBeVisible();
  await expect(card.getByRole("status").filter({ hasText: "It is yours." })).toBeVisible();
  await (await newShopper(0)).post(`/api/coupons/${coupon.id}/claim`);
  await expect(card.getByText("All gone")).toBeVisible();
  await expect(card.getByText("It is yours.")).toBeVisible();
  await context.close();
  expect(troubles).toEqual([]);
});

test("a page that can't have a stream asks time and again", async ({ page }) => {
  const product = await newProduct({ stock: 8, price: 1_000 });
  await page.route("**/api/live?*", async (route) => {
    const isStream = (await route.request().headerValue("accept"))?.includes("event-stream");
    await (isStream ? route.fulfill({ status: 503 }) : route.continue());
  });
  await page.goto(`/products/${product.slug}`);
  await buy(product.id, 3);
  await expect(page.getByText("Only 5 left")).toBeVisible();
  await page.unroute("**/api/live?*");
  await buy(product.id, 1);
  await expect(page.getByText("Only 4 left")).toBeVisible();
});
