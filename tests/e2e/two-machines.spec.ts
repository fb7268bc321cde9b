import { expect, type Page, test } from "@playwright/test";
import { shop } from "#tests/support/environment.ts";
import { Nginx } from "#tests/support/nginx.ts";
import { emptyDatabase } from "#tests/support/own-database.ts";
import { freePort, RedisServer } from "#tests/support/redis-server.ts";
import { ServedShop } from "#tests/support/served-shop.ts";
import { openAccountByPage, troublesOf } from "./browser.ts";

test.use({ ignoreHTTPSErrors: true });

const TOKEN = "the-token-of-this-test";

let nginx: Nginx;
let served: ServedShop;
const ends: (() => Promise<unknown>)[] = [];

test.beforeAll(async () => {
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
    METRICS_TOKEN: TOKEN,
  });
  ends.push(() => served.stop());
  await served.run("migrate");
  await served.run("seed", "demo");
  await served.serve(2);
  nginx = await Nginx.start(
    served.urls.map((url) => new URL(url).host),
    port,
  );
  ends.push(() => nginx.stop());
});

test.afterAll(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

/** What the page asked for and did not get. */
function missesOf(page: Page): string[] {
  const misses: string[] = [];
  page.on("response", (response) => {
    if (response.status() >= 400) misses.push(`${response.status()} ${response.url()}`);
  });
  page.on("requestfailed", (request) => {
    const reason = request.failure()?.errorText ?? "";
    // A page that is left ends its stream and what it had begun to fetch.
    if (!reason.includes("ERR_ABORTED")) misses.push(`${reason} ${request.url()}`);
  });
  return misses;
}

test("a journey that changes the machine at every request passes behind nginx", async ({ page }) => {
  const [misses, troubles] = [missesOf(page), troublesOf(page)];
  const first = await page.goto(nginx.url);
  expect(first?.headers()["strict-transport-security"]).toContain("max-age=");
  await openAccountByPage(page);
  await page.waitForURL(`${nginx.url}/`);
  const cookies = await page.context().cookies();
  expect(cookies.some(({ name, secure }) => name.startsWith("__Host-") && secure)).toBe(true);

  await page.goto(`${nginx.url}/points`);
  await page.getByLabel("Points to add").fill("100000");
  await page.getByRole("button", { name: "Top up" }).click();
  await expect(page.getByTestId("balance")).toHaveText("100,000");
  // Server actions of a page that one machine made are run by the other.
  for (const name of ["Brass ruler", "Grid notebook"]) {
    await page.goto(`${nginx.url}/products`);
    await page.getByLabel("Search", { exact: true }).fill(name);
    await page.waitForURL(/q=/);
    await page
      .getByRole("link", { name: new RegExp(name, "i") })
      .first()
      .click();
    await page.getByRole("button", { name: "Add to cart" }).click();
    await expect(page.getByText("In your cart.")).toBeVisible();
  }
  await page.goto(`${nginx.url}/cart`);
  await page.getByRole("link", { name: "Check out" }).click();
  await page.getByRole("button", { name: /^Pay ₩/ }).click();
  await expect(page.getByTestId("receipt")).toContainText("It’s yours");
  expect(misses).toEqual([]);
  expect(troubles).toEqual([]);
  // Both machines had a part in it.
  for (const url of served.urls) expect(await requestsOf(url), url).toBeGreaterThan(0);
});

test("ten visits miss no script, whichever machine answers", async ({ browser }) => {
  for (let visit = 0; visit < 10; visit += 1) {
    const context = await browser.newContext({ ignoreHTTPSErrors: true });
    const page = await context.newPage();
    const misses = missesOf(page);
    await page.goto(`${nginx.url}/products`, { waitUntil: "load" });
    expect(misses).toEqual([]);
    await context.close();
  }
});

test("eight open tabs of one browser all hear the news over HTTP/2", async ({ browser }) => {
  const context = await browser.newContext({ ignoreHTTPSErrors: true });
  const productId = await served.newProduct(8, 1_000);
  const pages: Page[] = [];
  for (let tab = 0; tab < 8; tab += 1) {
    const page = await context.newPage();
    pages.push(page);
    await page.goto(`${nginx.url}/api/products/${productId}`);
    const { slug } = JSON.parse((await page.textContent("body")) ?? "{}") as { slug: string };
    await page.goto(`${nginx.url}/products/${slug}`);
    await expect(page.getByText("8 left").first()).toBeVisible();
  }
  const protocol = await pages[0]?.evaluate(
    () => (performance.getEntriesByType("navigation")[0] as PerformanceNavigationTiming).nextHopProtocol,
  );
  expect(protocol).toBe("h2");
  const [buyer] = await served.newBuyers(1, 10_000);
  if (!buyer) throw new Error("no buyer was made");
  await served.buy(buyer, productId, 1);
  for (const page of pages) await expect(page.getByText("7 left").first()).toBeVisible();
  await context.close();
});

test("limits go by the caller's own address, not by nginx's, whatever the caller says", async ({
  request,
}) => {
  const signIn = await request.post(`${nginx.url}/api/auth/sign-in/email`, {
    headers: { "x-forwarded-for": "6.6.6.6", forwarded: "for=6.6.6.6", "x-real-ip": "6.6.6.6" },
    data: { email: "nobody@e2e.lockstep.test", password: "not the password" },
  });
  expect(signIn.status()).toBe(401);
});

/** How many requests of the API a machine has answered. */
async function requestsOf(url: string): Promise<number> {
  const answer = await fetch(`${url}/api/metrics`, { headers: { authorization: `Bearer ${TOKEN}` } });
  const counts = (await answer.text()).matchAll(/^lockstep_http_requests_total\{.*\} (\d+)$/gm);
  return [...counts].reduce((sum, [, count]) => sum + Number(count), 0);
}
