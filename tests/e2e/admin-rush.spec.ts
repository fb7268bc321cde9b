import { readFileSync } from "node:fs";
import { expect, type Locator, test } from "@playwright/test";
import { Redis } from "ioredis";
import { createLockManager } from "#lib/lock/index.ts";
import { productKey } from "#lib/locking/locks.ts";
import { RushRun } from "#lib/rush/schema.ts";
import { shop } from "#tests/support/environment.ts";
import { newCoupon } from "#tests/support/goods.ts";
import { newShoppers } from "#tests/support/people.ts";
import { database } from "#tests/support/truth.ts";
import { signInByPage, troublesOf } from "./browser.ts";

const STOCK = 60;
const COUPONS = 40;

test("an admin watches the overview, a lock's queue and a coupon's bar while 200 shoppers rush", async ({
  page: rush,
  context,
}) => {
  const troubles = troublesOf(rush);
  const coupon = await newCoupon({ totalQuantity: COUPONS });
  const claimants = await newShoppers(COUPONS + 10, 0);
  await signInByPage(rush, shop.ADMIN_EMAIL, shop.ADMIN_PASSWORD);
  const [overview, locks, coupons] = [
    await context.newPage(),
    await context.newPage(),
    await context.newPage(),
  ];
  await Promise.all([
    overview.goto("/admin"),
    locks.goto("/admin/locks"),
    coupons.goto("/coupons"),
    rush.goto("/admin/rush"),
  ]);
  const card = coupons.getByRole("article").filter({ hasText: coupon.name });
  await expect(card.getByRole("progressbar")).toHaveAttribute("aria-valuenow", String(COUPONS));

  await rush.getByLabel("Shoppers").fill("200");
  await rush.getByLabel("In stock").fill(String(STOCK));
  await rush.getByLabel("Keep what it makes").check();
  await rush.getByRole("button", { name: "Start the rush" }).click();
  await rush.waitForURL(/\/admin\/rush\/rush-/);
  const id = new URL(rush.url()).pathname.split("/").at(-1) ?? "";

  // Somebody hangs on the product before the first shopper comes: everybody has to wait.
  const redis = new Redis(shop.REDIS_URL);
  const manager = createLockManager({ redis, holder: "a process that hangs" });
  await manager.acquire(productKey(`${id}-p1`), { waitMs: 5_000, leaseMs: 60_000 });
  const claims = Promise.all(claimants.map((claimant) => claimant.post(`/api/coupons/${coupon.id}/claim`)));
  const row = locks.getByTestId("held-lock").filter({ hasText: `${id}-p1` });
  await expect(row).toContainText("a process that hangs");
  await expect(row.getByRole("listitem").first()).toContainText("for");
  await expect(row.getByRole("cell").nth(5)).not.toHaveText("0");
  await row.getByRole("button", { name: "Release" }).click();
  const dialog = locks.getByRole("alertdialog");
  await expect(dialog).toContainText("a process that hangs");
  await expect(dialog).toContainText("refused and rolled back");
  await dialog.getByRole("button", { name: "Release" }).click();

  const verdict = rush.getByTestId("verdict");
  await expect(verdict).toContainText(`Sold exactly ${STOCK} of ${STOCK}`, { timeout: 30_000 });
  await expect(verdict).toContainText("The shop kept its word");
  await claims;
  await manager.close();
  redis.disconnect();

  // What the pages show now is what the database holds.
  await expect(row).toBeHidden();
  await expect(card.getByRole("progressbar")).toHaveAttribute("aria-valuenow", "0");
  const [truth] = await database<{ orders: number; sold: number; issued: number }[]>`
    select
      (select count(*) from orders where status = 'paid' and not starts_with(user_id, 'rush-')
        and created_at >= date_trunc('day', now() at time zone 'Asia/Seoul') at time zone 'Asia/Seoul')::int as orders,
      (select sum(quantity) from order_lines where product_id = ${`${id}-p1`})::int as sold,
      (select issued from coupon_stock where coupon_id = ${coupon.id}) as issued`;
  expect(truth).toMatchObject({ sold: STOCK, issued: COUPONS });
  // What simulated shoppers buy is no sale of the day; beside the number stands how it is against yesterday.
  const orders = new Intl.NumberFormat("en").format(truth?.orders ?? 0);
  await expect(figure(overview.getByRole("main"), "Orders today")).toHaveText(
    new RegExp(`^${orders}(?!\\d)`),
  );

  // The run can be taken away as a file, compared, and deleted with what it kept.
  const download = rush.waitForEvent("download");
  await rush.getByRole("button", { name: "Export JSON" }).click();
  const file = await (await download).path();
  expect(RushRun.parse(JSON.parse(readFileSync(file, "utf8"))).verdict?.ok).toBe(true);
  await rush.getByRole("button", { name: "Delete" }).click();
  await rush.getByRole("alertdialog").getByRole("button", { name: "Delete" }).click();
  await rush.waitForURL("/admin/rush");
  expect(await database`select 1 from users where starts_with(id, ${id})`).toHaveLength(0);
  expect(troubles).toEqual([]);
});

const figure = (main: Locator, label: string) =>
  main.locator("dl > div").filter({ hasText: label }).locator("dd").first();
