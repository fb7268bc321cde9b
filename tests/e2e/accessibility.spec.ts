import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { CheckoutResult } from "#lib/checkout/schema.ts";
import { FrontDoor } from "#server/front-door.ts";
import { shop } from "#tests/support/environment.ts";
import { newCoupon, newProduct } from "#tests/support/goods.ts";
import { newShopper, theAdmin } from "#tests/support/people.ts";
import { freePort } from "#tests/support/redis-server.ts";
import { contextOf, signInByPage } from "./browser.ts";

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** Who speaks to the page says what stands on it, so the name of a control holds its text. Axe asks it on demand. */
const BY_VOICE = { "label-content-name-mismatch": { enabled: true } };

/** Each scheme at one width and in one language, so that the wide and the narrow page and both languages are seen. */
const LOOKS = [
  { colorScheme: "light", viewport: { width: 1440, height: 900 } },
  { colorScheme: "dark", viewport: { width: 390, height: 844 } },
] as const;

type Look = (typeof LOOKS)[number];

/** Chooses the language of a look, as the switch in the head does. */
const chooseLanguage = (page: Page, { colorScheme }: Look): Promise<void> =>
  page
    .context()
    .addCookies([{ name: "locale", value: colorScheme === "dark" ? "ko" : "en", url: shop.APP_URL }]);

/** What axe finds on the pages, by page; to be empty. */
async function findingsOn(page: Page, paths: readonly string[]): Promise<string[]> {
  const findings: string[] = [];
  for (const path of paths) {
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    findings.push(...(await findingsOf(page)).map((finding) => `${path}: ${finding}`));
  }
  return findings;
}

async function findingsOf(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    .options({ runOnly: { type: "tag", values: TAGS }, rules: BY_VOICE })
    .analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id} at ${target.join(" ")}`));
}

for (const look of LOOKS) {
  test.describe(`axe finds nothing in ${look.colorScheme}, ${look.viewport.width} px`, () => {
    test.use({ ...look, reducedMotion: "reduce" });

    test("on what everybody sees", async ({ page }) => {
      const soldOut = await newProduct({ stock: 0 });
      const later = await newProduct({
        stock: 5,
        saleStartsAt: new Date(Date.now() + 86_400_000).toISOString(),
      });
      await chooseLanguage(page, look);
      const findings = await findingsOn(page, [
        "/",
        "/products",
        "/products?q=nothing-is-called-this",
        "/products?category=kitchen&minPrice=10000&inStock=true",
        "/products/moon-jar-mug",
        `/products/${soldOut.slug}`,
        `/products/${later.slug}`,
        "/coupons",
        "/cart",
        "/sign-in",
        "/sign-up",
        "/forgot-password",
        "/forgot-password?sent=1",
        "/reset-password?token=not-a-token",
        "/verify-email?token=not-a-token",
        "/docs",
        "/maintenance",
        "/there-is-no-such-page",
      ]);
      expect(findings).toEqual([]);
    });

    test("on what is shown while no process is up", async ({ page }) => {
      const door = new FrontDoor(0);
      const port = await freePort();
      await door.listen(port);
      expect(await findingsOn(page, [`http://localhost:${port}/`])).toEqual([]);
      door.close();
    });

    test("on what a shopper has", async ({ browser }) => {
      const shopper = await newShopper(100_000);
      const product = await newProduct({ stock: 5, price: 30_000 });
      const items = [{ productId: product.id, quantity: 1 }];
      const { body } = await shopper.post("/api/checkout", { items });
      const { order } = CheckoutResult.parse(body);
      const context = await contextOf(browser, shopper, { ...look, reducedMotion: "reduce" });
      const page = await context.newPage();
      await page.goto(`/products/${product.slug}`);
      await page.getByRole("button", { name: "Add to cart" }).click();
      await expect(page.getByText("In your cart.")).toBeVisible();
      await chooseLanguage(page, look);
      const findings = await findingsOn(page, [
        `/products/${product.slug}`,
        "/cart",
        `/checkout?item=${product.id}:1`,
        `/checkout?item=${product.id}:5`,
        `/orders/${order.id}?placed=1`,
        `/orders/${order.id}`,
        "/orders",
        "/points",
        "/coupons",
        "/account",
        "/account/password",
        "/account/sessions",
      ]);
      await page.context().clearCookies({ name: "locale" });
      await page.goto(`/orders/${order.id}`);
      await page.getByRole("button", { name: "Cancel order" }).click();
      await expect(page.getByRole("alertdialog")).toBeVisible();
      findings.push(...(await findingsOf(page)));
      await page.goto(`/checkout?item=${product.id}:5`);
      await page.getByRole("button", { name: "Top up points" }).click();
      await expect(page.getByRole("dialog")).toBeVisible();
      findings.push(...(await findingsOf(page)));
      expect(findings).toEqual([]);
      await context.close();
    });

    test("on what an admin sees", async ({ page }) => {
      const buyer = await newShopper(100_000);
      const product = await newProduct({ stock: 5, price: 30_000 });
      const items = [{ productId: product.id, quantity: 1 }];
      const { order } = CheckoutResult.parse((await buyer.post("/api/checkout", { items })).body);
      const coupon = await newCoupon({ totalQuantity: 2 });
      await buyer.post(`/api/coupons/${coupon.id}/claim`);
      // The log shows a change with its reason.
      const admin = await theAdmin();
      await admin.send("PATCH", `/api/admin/products/${product.id}`, { stockDelta: 1, reason: "Counted" });
      await signInByPage(page, shop.ADMIN_EMAIL, shop.ADMIN_PASSWORD);
      await chooseLanguage(page, look);
      const findings = await findingsOn(page, [
        "/admin",
        "/admin/coupons",
        "/admin/coupons/new",
        `/admin/coupons/${coupon.id}`,
        "/admin/products",
        "/admin/products/new",
        `/admin/products/${product.id}`,
        "/admin/orders",
        "/admin/orders?q=nothing-is-called-this",
        `/admin/orders/${order.id}`,
        "/admin/users",
        `/admin/users/${buyer.id}`,
        "/admin/locks",
        "/admin/rush",
        "/admin/rush/compare",
        "/admin/audit",
        "/admin/log",
      ]);
      expect(findings).toEqual([]);
    });
  });
}
