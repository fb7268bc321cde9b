import { chromium, expect, type Page, test } from "@playwright/test";
import { CHROMIUM_FLAGS } from "#scripts/test/chromium.ts";
import { visitor } from "#tests/support/api.ts";
import { shop } from "#tests/support/environment.ts";
import { newCoupon, newProduct } from "#tests/support/goods.ts";
import { newShopper, theAdmin } from "#tests/support/people.ts";
import { contextOf, troublesOf } from "./browser.ts";

const setPrice = async (id: string, price: number) =>
  (await theAdmin()).send("PATCH", `/api/admin/products/${id}`, { price });

/** What has the focus, in words. */
const focused = (page: Page) =>
  page.evaluate(() => {
    const element = document.activeElement;
    return element === document.body ? "BODY" : (element?.textContent ?? "").trim();
  });

test.describe("over plain http on another host name", () => {
  test("pays, tops up and claims", async () => {
    const { port } = new URL(shop.APP_URL);
    const origin = `http://shop.test:${port}`;
    const browser = await chromium.launch({
      executablePath: process.env["CHROMIUM_PATH"] ?? "/usr/bin/chromium",
      args: [...CHROMIUM_FLAGS, "--host-resolver-rules=MAP shop.test 127.0.0.1"],
    });
    const shopper = await newShopper(0);
    const context = await browser.newContext({ locale: "en-US" });
    const [name = "", value = ""] = shopper.session.split("=");
    await context.addCookies([{ name, value, url: origin }]);
    const page = await context.newPage();
    const coupon = await newCoupon({ totalQuantity: 5, discount: { type: "fixed", value: 400 } });
    const product = await newProduct({ stock: 3, price: 10_000 });
    await page.goto(`${origin}/coupons`);
    expect(await page.evaluate(() => [isSecureContext, "randomUUID" in crypto])).toEqual([false, false]);
    await page.getByRole("button", { name: `Claim: ${coupon.name}` }).click();
    await expect(page.getByText("It is yours.")).toBeVisible();
    await page.goto(`${origin}/points`);
    await page.getByLabel("Points to add").fill("１０，０００");
    await page.getByRole("button", { name: "Top up" }).click();
    await expect(page.getByTestId("balance")).toHaveText("10,000");
    await page.goto(`${origin}/products/${product.slug}`);
    await expect(page.getByText("With your coupon and points")).toBeVisible();
    await page.getByRole("button", { name: "Buy now" }).click();
    await page.getByRole("button", { name: "Pay ₩9,600" }).click();
    await expect(page.getByTestId("receipt")).toBeVisible();
    await browser.close();
  });
});

test("a new price shows on every open page, says that it is new, and is what is paid", async ({
  browser,
}) => {
  const product = await newProduct({ stock: 9, price: 1_000 });
  const context = await contextOf(browser, await newShopper(50_000));
  const [card, own, cart, checkout] = [
    await context.newPage(),
    await context.newPage(),
    await context.newPage(),
    await context.newPage(),
  ];
  await own.goto(`/products/${product.slug}`);
  await expect(own.getByText("With your coupon and points")).toBeVisible();
  await own.getByRole("button", { name: "Add to cart" }).click();
  await expect(own.getByText("In your cart.")).toBeVisible();
  await own.getByRole("button", { name: "Buy now" }).click();
  await expect(own.getByRole("button", { name: "Pay ₩1,000" })).toBeEnabled();
  await card.goto(`/products?q=${encodeURIComponent(product.name)}`);
  await cart.goto("/cart");
  await checkout.goto(`/checkout?item=${product.id}:2`);
  await expect(checkout.getByRole("button", { name: "Pay ₩2,000" })).toBeEnabled();
  await expect(card.getByText("Only 9 left")).toBeVisible();
  await setPrice(product.id, 1_500);
  await expect(card.getByText("₩1,500")).toBeVisible();
  await expect(card.getByText("was ₩1,000")).toBeVisible();
  await expect(cart.getByTestId("price-news")).toContainText("from ₩1,000 to ₩1,500");
  await expect(cart.getByText("₩1,500").first()).toBeVisible();
  await expect(cart.getByRole("main"))
    .not.toContainText("₩1,000", { timeout: 1 })
    .catch(() => undefined);
  await expect(checkout.getByTestId("price-news")).toContainText(product.name);
  await expect(checkout.getByRole("button", { name: "Pay ₩3,000" })).toBeEnabled();
  await expect(own.getByTestId("price-news")).toContainText("from ₩1,000 to ₩1,500");
  // A click that comes together with the new price may still mean the old one: then the page asks again.
  const pay = own.getByRole("button", { name: "Pay ₩1,500" });
  const askedAgain = own.getByText("Press Pay again if that is fine.");
  await pay.click();
  await expect(own.getByTestId("receipt").or(askedAgain)).toBeVisible();
  if (await askedAgain.isVisible()) await pay.click();
  await expect(own.getByTestId("receipt")).toBeVisible();
  await expect(own.getByText("₩1,500").first()).toBeVisible();
  await context.close();
});

test("offline or busy, the cart and the product page stay as they are, and say so", async ({
  page,
  context,
}) => {
  const product = await newProduct({ stock: 9, price: 1_000 });
  await page.goto(`/products/${product.slug}`);
  await page.getByLabel("Quantity").selectOption("3");
  await context.setOffline(true);
  await page.getByRole("button", { name: "Add to cart" }).click();
  await expect(page.getByText("That did not reach the shop.")).toBeVisible();
  await expect(page.getByLabel("Quantity")).toHaveValue("3");
  await page.getByRole("link", { name: "Products", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(product.name);
  await context.setOffline(false);
  await page.getByRole("button", { name: "Add to cart" }).click();
  await expect(page.getByText("In your cart.")).toBeVisible();
  await expect(page.getByLabel("Quantity")).toHaveValue("3");

  await context.setOffline(true);
  await expect(page.getByText("You are offline.")).toBeVisible();
  await page.getByRole("button", { name: "Buy now" }).first().click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(product.name);
  await context.setOffline(false);
  // What was wanted is done as soon as it can be: a guest signs in on the way to the checkout.
  await page.waitForURL(/\/(?:checkout|sign-in)/);

  await page.goto("/cart");
  const quantity = page.getByLabel(`Quantity of ${product.name}`);
  await page.route("**/cart*", (route) =>
    route.request().method() === "POST" ? route.fulfill({ status: 503, body: "busy" }) : route.continue(),
  );
  await quantity.fill("５");
  await quantity.press("Enter");
  await expect(page.getByText("That did not reach the shop.")).toBeVisible();
  await expect(quantity).toHaveValue("５");
  await page.unroute("**/cart*");
  await quantity.press("Enter");
  await expect(quantity).toHaveValue("5");
  await expect(page.getByText("₩5,000").first()).toBeVisible();
  await quantity.fill("1e1");
  await quantity.press("Enter");
  await page.reload();
  await expect(quantity).toHaveValue("5");
  await page.getByRole("button", { name: "Remove" }).click();
  await expect(page.getByText("Your cart is empty")).toBeVisible();
  await expect.poll(() => focused(page)).not.toBe("BODY");
});

test("the focus never falls out of the page on the way through an order", async ({ browser }) => {
  const troubles: string[] = [];
  const product = await newProduct({ stock: 9, price: 20_000 });
  const context = await contextOf(browser, await newShopper(0));
  const page = await context.newPage();
  troubles.push(...troublesOf(page));
  await page.goto(`/products/${product.slug}`);
  await expect(page.getByText("With your coupon and points")).toBeVisible();
  await page.getByRole("button", { name: "Buy now" }).press("Enter");
  await expect.poll(() => focused(page)).toContain(product.name);
  await page.getByRole("button", { name: "Back" }).press("Enter");
  await expect(page.getByRole("button", { name: "Buy now" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect.poll(() => focused(page)).toContain(product.name);
  await page.getByRole("button", { name: "Top up points" }).press("Enter");
  const drawer = page.getByRole("dialog");
  await expect(drawer).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(drawer).toBeHidden();
  await expect(page.getByRole("button", { name: "Top up points" })).toBeFocused();
  await page.keyboard.press("Enter");
  await drawer.getByRole("button", { name: "Top up" }).press("Enter");
  await expect(drawer).toBeHidden();
  await expect(page.getByRole("button", { name: "Pay ₩20,000" })).toBeFocused();
  // In line until it leaves: the shop does not answer.
  await page.route("**/api/checkout", () => new Promise(() => {}));
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Leave the line" }).press("Enter");
  await expect(page.getByRole("button", { name: "Pay ₩20,000" })).toBeFocused();
  await page.unroute("**/api/checkout");
  await page.keyboard.press("Enter");
  await expect(page.getByTestId("receipt")).toBeVisible();
  await expect.poll(() => focused(page)).toBe("It’s yours");
  await page.getByRole("button", { name: "Cancel order" }).press("Enter");
  await page.getByRole("alertdialog").getByRole("button", { name: "Cancel order" }).press("Enter");
  await expect.poll(() => focused(page)).toBe("Cancelled. Your points are back.");
  await context.close();
  expect(troubles).toEqual([]);
});

test("a page begins at its head, and what is focused stands clear of the sticky parts", async ({ page }) => {
  for (const viewport of [
    { width: 390, height: 700 },
    { width: 1280, height: 700 },
  ]) {
    await page.setViewportSize(viewport);
    await page.goto("/products");
    await page.getByRole("contentinfo").scrollIntoViewIfNeeded();
    await page.mouse.wheel(0, 5_000);
    await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(500);
    await page.getByRole("article").last().getByRole("link").click();
    await page.waitForURL(/\/products\/./);
    await expect.poll(() => page.evaluate(() => scrollY)).toBe(0);
    const head = await page.getByRole("banner").boundingBox();
    const picture = await page.getByRole("main").locator("img").first().boundingBox();
    expect(picture?.y ?? 0).toBeGreaterThanOrEqual((head?.y ?? 0) + (head?.height ?? 0));

    await page.goto("/products");
    await page.getByRole("contentinfo").getByRole("link").first().focus();
    for (let stops = 0; stops < 30; stops += 1) {
      await page.keyboard.press("Shift+Tab");
      const hidden = await page.evaluate(() => {
        const element = document.activeElement;
        const header = document.querySelector("header");
        if (!element || !header || header.contains(element)) return false;
        return element.getBoundingClientRect().bottom <= header.getBoundingClientRect().bottom;
      });
      expect(hidden).toBe(false);
    }
  }
});

test("at 400 % zoom the content has the screen", async ({ page }) => {
  const product = await newProduct({ stock: 3, price: 1_000 });
  await page.setViewportSize({ width: 320, height: 256 });
  await page.goto(`/products/${product.slug}`);
  await page.mouse.wheel(0, 300);
  await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(100);
  const covered = await page.evaluate(() => {
    const column = Array.from({ length: 64 }, (_, at) => document.elementFromPoint(160, at * 4 + 1));
    return column.filter((element) => element?.closest("header, .sticky")).length;
  });
  expect(covered).toBeLessThan(20);
});

for (const path of ["/", "/products", "/coupons", "/cart", "/sign-in", "PRODUCT"]) {
  test(`nothing scrolls sideways in Korean at 320 px: ${path}`, async ({ page }) => {
    const product = await newProduct({
      stock: 3,
      price: 99_999_999,
      name: `아주아주긴이름의상품입니다${"가".repeat(30)}`,
    });
    await page.setViewportSize({ width: 320, height: 640 });
    await page.goto(`/ko${path === "PRODUCT" ? `/products/${product.slug}` : path}`);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width).toBeLessThanOrEqual(320);
  });
}

test("the second button of a pair has a border to be seen by", async ({ page }) => {
  const product = await newProduct({ stock: 3, price: 1_000 });
  await page.goto(`/products/${product.slug}`);
  const add = page.getByRole("button", { name: "Add to cart" });
  const colour = await add.evaluate((button) => getComputedStyle(button).borderTopColor);
  expect(colour).not.toMatch(/^rgba\(0, 0, 0, 0\)$|transparent/);
});

test("in forced colours buttons have borders and bars are seen", async ({ page }) => {
  await newCoupon({ totalQuantity: 10 });
  await page.emulateMedia({ forcedColors: "active" });
  const product = await newProduct({ stock: 3, price: 1_000 });
  await page.goto(`/products/${product.slug}`);
  const border = await page.getByRole("button", { name: "Buy now" }).evaluate((button) => {
    const { borderTopWidth, borderTopStyle, borderTopColor } = getComputedStyle(button);
    return `${borderTopWidth} ${borderTopStyle} ${borderTopColor}`;
  });
  expect(border).toMatch(/^1px solid rgb\(/);
  await page.goto("/coupons");
  const [bar, around] = await page
    .getByRole("progressbar")
    .first()
    .evaluate((element) => {
      const of = (part: Element | null) => (part ? getComputedStyle(part).backgroundColor : "");
      return [of(element.firstElementChild), of(element)];
    });
  expect(bar).not.toBe(around);
});

test("seven visible tabs share one stream, and all are told", async ({ context }) => {
  const product = await newProduct({ stock: 1_000, price: 1 });
  const streams: string[] = [];
  const open = new Set<string>();
  context.on("request", (request) => {
    if (request.url().includes("/api/live")) streams.push(request.url());
  });
  const tabs: Page[] = [];
  for (let count = 0; count < 7; count += 1) {
    const tab = await context.newPage();
    tabs.push(tab);
    const cdp = await context.newCDPSession(tab);
    await cdp.send("Network.enable");
    cdp.on("Network.requestWillBeSent", ({ requestId, request }) => {
      if (request.url.includes("/api/live")) open.add(requestId);
    });
    for (const event of ["Network.loadingFinished", "Network.loadingFailed"] as const)
      cdp.on(event, ({ requestId }) => void open.delete(requestId));
    await tab.goto(
      count % 2 ? `/products/${product.slug}` : `/products?q=${encodeURIComponent(product.name)}`,
    );
    await expect(tab.getByRole("main").getByText("1,000 left").first()).toBeVisible();
  }
  await expect.poll(() => open.size).toBe(1);
  const bought = await (await newShopper(1_000)).post("/api/checkout", {
    items: [{ productId: product.id, quantity: 7 }],
  });
  expect(bought.body).toMatchObject({ order: { total: 7 } });
  for (const tab of tabs) await expect(tab.getByText("993 left").first()).toBeVisible();
  // The leader goes; another takes over.
  await tabs[0]?.close();
  await expect.poll(() => open.size).toBeGreaterThanOrEqual(1);
  await (await newShopper(1_000)).post("/api/checkout", { items: [{ productId: product.id, quantity: 3 }] });
  for (const tab of tabs.slice(1)) await expect(tab.getByText("990 left").first()).toBeVisible();
  expect(streams.length).toBeLessThan(40);
});

test("what is typed just before a category is chosen is asked with it", async ({ page }) => {
  await page.goto("/products");
  const search = page.getByRole("main").getByLabel("Search", { exact: true });
  await search.pressSequentially("lamp");
  await page.getByRole("link", { name: "Desk", exact: true }).click();
  await page.waitForURL(/category=desk/);
  await expect.poll(() => page.url()).toContain("q=lamp");
  await expect(page.getByRole("link", { name: "Desk", exact: true })).toHaveAttribute("aria-current", "true");
  await search.fill("pen");
  await expect.poll(() => page.url()).toContain("q=pen");
  expect(page.url()).toContain("category=desk");
  await search.pressSequentially("cil");
  await page.getByRole("banner").getByRole("link", { name: "Coupons" }).click();
  await page.waitForURL(/\/coupons/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Coupons");
});

test("letters of a syllable that is being composed are not searched", async ({ page, context }) => {
  await page.goto("/products");
  const search = page.getByRole("main").getByLabel("Search", { exact: true });
  await search.click();
  const asked: string[] = [];
  page.on("request", (request) => {
    const url = new URL(request.url());
    if (url.pathname === "/products" && url.searchParams.has("q"))
      asked.push(url.searchParams.get("q") ?? "");
  });
  const cdp = await context.newCDPSession(page);
  for (const text of ["ㄷ", "다", "달"]) {
    await cdp.send("Input.imeSetComposition", {
      text,
      selectionStart: text.length,
      selectionEnd: text.length,
    });
    // Longer than the pause after which a word counts as typed.
    await page.waitForTimeout(350);
  }
  expect(asked).toEqual([]);
  await cdp.send("Input.insertText", { text: "달" });
  await expect.poll(() => asked).toEqual(["달"]);
});

test("a link that was clicked shows that it is at work while its page is slow", async ({ page }) => {
  await page.goto("/products");
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route("**/coupons*", async (route) => {
    await held;
    await route.continue();
  });
  await page.getByRole("banner").getByRole("link", { name: "Coupons" }).click();
  await expect(page.getByTestId("at-work")).toBeVisible();
  release();
  await page.waitForURL(/\/coupons/);
  await expect(page.getByTestId("at-work")).toBeHidden();
});

test("the language changes on the page, without a Referer too", async ({ page }) => {
  await page.route("**/language", async (route) => {
    const { referer: _none, ...headers } = route.request().headers();
    await route.continue({ headers });
  });
  await page.goto("/products?category=desk&sort=newest");
  await page.getByRole("button", { name: "Language: 한국어" }).click();
  await page.waitForURL(/\/products\?category=desk&sort=newest/);
  await expect(page.locator("html")).toHaveAttribute("lang", "ko");
  for (const from of [
    "//evil.test/",
    "https://evil.test/x",
    "/\\evil.test",
    "/\t/evil.test",
    "javascript:alert(1)",
  ]) {
    const answer = await fetch(new URL("/language", shop.APP_URL), {
      method: "POST",
      redirect: "manual",
      body: new URLSearchParams({ locale: "ko", from }),
    });
    const location = answer.headers.get("location") ?? "";
    expect(new URL(location, shop.APP_URL).origin, from).toBe(new URL(shop.APP_URL).origin);
  }
});

test("each category has a title of its own, and the shop its icons", async ({ page }) => {
  await page.goto("/products?category=kitchen");
  await expect(page).toHaveTitle("Kitchen · Lockstep");
  await page.goto("/products?q=lamp");
  await expect(page).toHaveTitle("Search: lamp · Lockstep");
  await page.goto("/ko/products?category=kitchen&page=1");
  await expect(page).toHaveTitle("주방 · Lockstep");
  for (const [path, type] of [
    ["/favicon.ico", /icon/],
    ["/apple-touch-icon.png", /png/],
  ] as const) {
    const answer = await visitor.get(path);
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-type")).toMatch(type);
  }
});

test("one day is a day", async ({ page }) => {
  const startsAt = new Date(Date.now() + 30 * 3_600_000).toISOString();
  const product = await newProduct({ stock: 3, price: 1_000, saleStartsAt: startsAt });
  await page.goto(`/products/${product.slug}`);
  await expect(page.getByTestId("countdown")).toContainText("sec");
  await expect(page.getByTestId("countdown")).toContainText("day");
  await expect(page.getByTestId("countdown")).not.toContainText("days");
});

test("a refund that does not fit the wallet says so", async ({ browser }) => {
  const shopper = await newShopper(100_000_000);
  const product = await newProduct({ stock: 1, price: 1_000 });
  const answer = await shopper.post("/api/checkout", { items: [{ productId: product.id, quantity: 1 }] });
  const { order } = answer.body as { order: { id: string } };
  await shopper.post("/api/points/top-up", { amount: 1_000 });
  const context = await contextOf(browser, shopper);
  const page = await context.newPage();
  await page.goto(`/orders/${order.id}`);
  await page.getByRole("button", { name: "Cancel order" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Cancel order" }).click();
  await expect(page.getByText("The refund does not fit your wallet")).toBeVisible();
  await context.close();
});

test("a browser that keeps no cookies is told, instead of being told that it is in the cart", async ({
  page,
}) => {
  const product = await newProduct({ stock: 3, price: 1_000 });
  await page.addInitScript(() => {
    Object.defineProperty(Document.prototype, "cookie", { get: () => "", set: () => {} });
  });
  await page.goto(`/products/${product.slug}`);
  await page.getByRole("button", { name: "Add to cart" }).click();
  await expect(page.getByText("This browser blocks cookies.")).toBeVisible();
});

test("the best of over a hundred coupons is offered, and used ones do not fill the list", async ({
  browser,
}) => {
  const shopper = await newShopper(1_000_000);
  const best = await newCoupon({ totalQuantity: 1, discount: { type: "fixed", value: 3_000 } });
  await shopper.post(`/api/coupons/${best.id}/claim`);
  for (let count = 0; count < 101; count += 1) {
    const coupon = await newCoupon({ totalQuantity: 1 });
    await shopper.post(`/api/coupons/${coupon.id}/claim`);
  }
  const product = await newProduct({ stock: 3, price: 10_000 });
  const context = await contextOf(browser, shopper);
  const page = await context.newPage();
  await page.goto(`/products/${product.slug}`);
  await page.getByRole("button", { name: "Buy now" }).click();
  await expect(page.getByRole("button", { name: "Pay ₩7,000" })).toBeEnabled();
  await expect(page.getByText(best.name).first()).toBeVisible();
  await page.goto(`/checkout?item=${product.id}:1`);
  await expect(page.getByRole("button", { name: "Pay ₩7,000" })).toBeEnabled();
  await page.goto("/coupons");
  await expect(page.getByRole("heading", { name: "Yours" })).toBeVisible();
  await context.close();
});
