import { expect, type Page, test } from "@playwright/test";
import { shop } from "#tests/support/environment.ts";
import { Nginx } from "#tests/support/nginx.ts";
import { OtherCommit } from "#tests/support/other-commit.ts";
import { emptyDatabase } from "#tests/support/own-database.ts";
import { freePort, RedisServer } from "#tests/support/redis-server.ts";
import { ServedShop } from "#tests/support/served-shop.ts";
import { troublesOf } from "./browser.ts";

/** It builds the shop once more: `npm test -- e2e rolling --long`. */
test.skip(process.env["TEST_LONG"] !== "1", "only with --long");
test.describe.configure({ mode: "serial" });
test.use({ ignoreHTTPSErrors: true });

const ACTIONS = "app/_cart/actions.ts";
const MESSAGES = "app/_i18n/messages/en.json";

let nginx: Nginx;
let served: ServedShop;
let newer: OtherCommit;
/** Old pages that are open while the new version comes. */
let product: Page;
let cart: Page;
let checkout: Page;
const ends: (() => unknown)[] = [];
const troubles: string[][] = [];

test.beforeAll(async ({ browser }) => {
  test.setTimeout(600_000);
  newer = await OtherCommit.build([
    [MESSAGES, '"In your cart."', '"In your newer cart."'],
    // An action that has gone by its old name, as one that was moved or split.
    [ACTIONS, "function changeCart(", "function changeNewerCart("],
    ["app/(shop)/cart/cart-form.tsx", "changeCart", "changeNewerCart"],
    // One that does something else by the same name.
    [ACTIONS, 'isAdded ? "added" : "full"', 'isAdded && line.quantity < 9 ? "added" : "full"'],
  ]);
  ends.push(() => newer.remove());
  const database = await emptyDatabase(shop.DATABASE_URL);
  ends.push(() => database.drop());
  const redis = await RedisServer.start();
  ends.push(() => redis.kill());
  const port = await freePort();
  served = new ServedShop({
    DATABASE_URL: database.url,
    REDIS_URL: redis.url,
    PUBLIC_URL: `https://localhost:${port}`,
    TRUST_PROXY: "1",
  });
  ends.push(() => served.stop());
  await served.run("migrate");
  await served.run("seed", "demo");
  await served.serve(1);
  const [older = ""] = served.urls;
  const comes = await freePort();
  nginx = await Nginx.start([new URL(older).host, `localhost:${comes}`], port);
  ends.push(() => nginx.stop());
  const context = await browser.newContext({ ignoreHTTPSErrors: true });
  ends.push(() => context.close());
  const open = async (path: string) => {
    const page = await context.newPage();
    troubles.push(troublesOf(page));
    await page.goto(nginx.url + path);
    return page;
  };
  product = await open("/products/brass-ruler");
  await product.getByRole("button", { name: "Add to cart" }).click();
  await expect(product.getByText("In your cart.")).toBeVisible();
  [cart, checkout] = [await open("/cart"), await open("/products")];
  await served.serve(1, { PORT: String(comes) }, newer.folder);
});

test.afterAll(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

test("pages of both are whole while old and new answer by turns", async ({ browser }) => {
  const context = await browser.newContext({ ignoreHTTPSErrors: true });
  const page = await context.newPage();
  const seen = troublesOf(page);
  const missed: string[] = [];
  page.on("response", (response) => {
    if (response.status() >= 400) missed.push(`${response.status()} ${response.url()}`);
  });
  for (let visit = 0; visit < 6; visit += 1) {
    await page.goto(`${nginx.url}/products`);
    await page
      .getByRole("link", { name: /brass ruler/i })
      .first()
      .click();
    await page.getByRole("button", { name: "Add to cart" }).click();
    // Where the other version did it the page is loaded anew, and its head tells.
    await page.getByRole("link", { name: new RegExp(`^Cart, ${visit + 1} item`) }).click();
    await expect(page.getByLabel("Quantity of Brass ruler")).toHaveValue(String(visit + 1));
  }
  expect({ seen, missed }).toEqual({ seen: [], missed: [] });
  await context.close();
});

test("what one version sells, pages of the other hear", async () => {
  const productId = await served.newProduct(9, 1_000);
  const [buyer] = await served.newBuyers(1, 100_000);
  if (!buyer) throw new Error("no buyer was made");
  const streams = await Promise.all(served.urls.map((url) => fetch(`${url}/api/live?products=${productId}`)));
  const readers = streams.map(({ body }) => body?.pipeThrough(new TextDecoderStream()).getReader());
  const texts = readers.map(() => "");
  for (const [machine, left] of [8, 7].entries()) {
    await served.buy(buyer, productId, machine);
    for (const [at, reader] of readers.entries()) {
      while (!texts[at]?.includes(`"stock":${left}`)) {
        const part = await reader?.read();
        if (!part || part.done) throw new Error(`a stream ended: ${texts[at]}`);
        texts[at] += part.value;
      }
    }
  }
  for (const reader of readers) await reader?.cancel();
});

test("an open page of the old version goes on with the new one alone, and loses nothing that was typed", async () => {
  await served.stopMachine(0);
  // An action that both have is done by the new one; the page takes its answer.
  await product.getByLabel("Quantity").selectOption("3");
  await product.getByRole("button", { name: "Add to cart" }).click();
  await expect(product.getByRole("link", { name: "Cart, 4 items" })).toBeVisible();
  // One that the new version has no more: the page comes anew, with what was typed.
  await cart.getByLabel("Quantity of Brass ruler").fill("6");
  await Promise.all([cart.waitForEvent("load"), cart.keyboard.press("Enter")]);
  await expect(cart.getByLabel("Quantity of Brass ruler")).toHaveValue("6");
  await cart.getByLabel("Quantity of Brass ruler").press("Enter");
  await expect(cart.getByRole("link", { name: "Cart, 6 items" })).toBeVisible();
  // The way on leads to pages of the new version, whole.
  await checkout
    .getByRole("link", { name: /brass ruler/i })
    .first()
    .click();
  await checkout.getByRole("button", { name: "Add to cart" }).click();
  await expect(checkout.getByText("In your newer cart.")).toBeVisible();
  // A stream ends with its machine, and nginx says so to the first that is asked for anew: it is asked for again.
  const isStream = (trouble: string) => /^502 \S+\/api\/live\?/.test(trouble);
  expect(troubles.flat().filter((trouble) => !isStream(trouble))).toEqual([]);
});
