import { expect, type Page, test } from "@playwright/test";
import { newProduct } from "#tests/support/goods.ts";
import { newShopper, type Shopper } from "#tests/support/people.ts";
import { soldOf } from "#tests/support/truth.ts";
import { contextOf } from "./browser.ts";

type Say = (event: string, data: unknown) => Promise<void>;

/**
 * Puts the test in the server's place for checkouts: `say` sends an event to the page's stream. It is the
 * page that is looked at here, event by event, in an order that a real line would not wait for.
 */
async function lineOf(page: Page): Promise<{ say: Say; isLeft: () => Promise<boolean> }> {
  await page.addInitScript(() => {
    const real = window.fetch;
    window.fetch = async (input, init) => {
      if (input !== "/api/checkout") return real(input, init);
      const stream = new TransformStream<Uint8Array, Uint8Array>();
      const line = { writer: stream.writable.getWriter(), isLeft: false };
      Object.assign(window, { line });
      init?.signal?.addEventListener("abort", () => {
        line.isLeft = true;
        void line.writer.abort(init.signal?.reason);
      });
      return new Response(stream.readable, { headers: { "content-type": "text/event-stream" } });
    };
  });
  type Line = { line?: { writer: WritableStreamDefaultWriter<Uint8Array>; isLeft: boolean } };
  const say: Say = async (event, data) => {
    await page.waitForFunction(() => (window as Line).line !== undefined);
    const text = `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
    await page.evaluate((sent) => (window as Line).line?.writer.write(new TextEncoder().encode(sent)), text);
  };
  return { say, isLeft: () => page.evaluate(() => (window as Line).line?.isLeft ?? false) };
}

async function payFor(page: Page, slug: string): Promise<void> {
  await page.goto(`/products/${slug}`);
  await expect(page.getByText("With your coupon and points")).toBeVisible();
  await page.getByRole("button", { name: "Buy now" }).click();
  await page.getByRole("button", { name: "Pay ₩1,000" }).click();
}

async function pageOf(browser: Parameters<typeof contextOf>[0], shopper: Shopper): Promise<Page> {
  return (await contextOf(browser, shopper)).newPage();
}

test("the buy panel shows the place in the line, the turn, and that it sold out", async ({ browser }) => {
  const product = await newProduct({ stock: 5, price: 1_000 });
  const page = await pageOf(browser, await newShopper(5_000));
  const { say } = await lineOf(page);
  await payFor(page, product.slug);
  const line = page.getByTestId("line");
  await expect(line).toContainText("Sending your order");
  await say("position", { position: 37 });
  await expect(line).toContainText("37th in line");
  await expect(line).toContainText("We are holding your place.");
  await expect(page.getByRole("status").filter({ hasText: "in line" })).toContainText("37th in line");
  await say("position", { position: 2 });
  await expect(line).toContainText("2nd in line");
  await say("working", {});
  await expect(line).toContainText("Your turn");
  await expect(page.getByRole("button", { name: "Leave the line" })).toBeHidden();
  const refusal = { code: "OUT_OF_STOCK", detail: "Gone", productId: product.id, available: 0 };
  await say("done", { status: 409, body: refusal });
  await expect(page.getByTestId("sold-out")).toContainText("sold out. You were not charged.");
  await expect(line).toBeHidden();
  await page.context().close();
});

test("who leaves the line takes the request back, and can come again", async ({ browser }) => {
  const product = await newProduct({ stock: 5, price: 1_000 });
  const page = await pageOf(browser, await newShopper(5_000));
  const { say, isLeft } = await lineOf(page);
  await payFor(page, product.slug);
  await say("position", { position: 3 });
  await page.getByRole("button", { name: "Leave the line" }).click();
  await expect.poll(isLeft).toBe(true);
  await expect(page.getByRole("button", { name: "Pay ₩1,000" })).toBeEnabled();
  await page.getByRole("button", { name: "Pay ₩1,000" }).click();
  await say("done", { status: 503, body: { code: "LOCK_TIMEOUT", detail: "The line is long" } });
  await expect(page.getByText("Nothing was charged; try again.")).toBeVisible();
  await page.context().close();
});

test("a reload after the commit shows the receipt, and buys nothing twice", async ({ browser }) => {
  const product = await newProduct({ stock: 5, price: 1_000 });
  const page = await pageOf(browser, await newShopper(5_000));
  // The shop gets the order and places it; its answer never comes back to the page.
  let isPlaced = false;
  await page.route("/api/checkout", async (route) => {
    if (!isPlaced) await route.fetch();
    isPlaced = true;
  });
  await payFor(page, product.slug);
  await expect.poll(() => isPlaced).toBe(true);
  await page.unroute("/api/checkout");
  await page.reload();
  await expect(page.getByTestId("receipt")).toBeVisible();
  expect(await soldOf(product.id)).toBe(1);
  await page.goto(`/products/${product.slug}`);
  await expect(page.getByRole("button", { name: "Buy now" })).toBeVisible();
  expect(await soldOf(product.id)).toBe(1);
  await page.context().close();
});
