import { randomUUID } from "node:crypto";
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  expect,
  type Locator,
  type Page,
} from "@playwright/test";
import { shop } from "#tests/support/environment.ts";
import type { Shopper } from "#tests/support/people.ts";

/** A browser of its own, in which this shopper is signed in already. */
export async function contextOf(
  browser: Browser,
  shopper: Shopper,
  options: BrowserContextOptions = {},
): Promise<BrowserContext> {
  const context = await browser.newContext(options);
  const [name = "", value = ""] = shopper.session.split("=");
  await context.addCookies([{ name, value, url: shop.APP_URL }]);
  return context;
}

/** Signs in by the page, as a person does. */
export async function signInByPage(page: Page, email: string, password: string): Promise<void> {
  await page.goto("/sign-in");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("main").getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL("/");
}

/** Opens an account by the page, as a person does. */
export async function openAccountByPage(page: Page): Promise<void> {
  await page.getByRole("link", { name: "Sign in" }).click();
  await page.getByRole("main").getByRole("link", { name: "Open an account" }).click();
  await page.getByLabel("Name").fill("Kim Tester");
  await page.getByLabel("E-mail").fill(`${randomUUID()}@e2e.lockstep.test`);
  await page.getByLabel("Password").fill("a long password");
  await page.getByRole("button", { name: "Open an account" }).click();
}

/** What the page printed as an error or threw, to be empty at the end of a journey. */
export function troublesOf(page: Page): string[] {
  const troubles: string[] = [];
  page.on("pageerror", (error) => troubles.push(error.message));
  page.on("console", (message) => {
    if (message.text().includes("Content Security Policy")) troubles.push(message.text());
  });
  page.on("response", (response) => {
    if (response.status() >= 500) troubles.push(`${response.status()} ${response.url()}`);
  });
  return troubles;
}

const MOST_STOPS = 120;

/** Moves the focus forward until it is there, as somebody without a mouse does; it must be seen there. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible();
  for (let stops = 0; stops < MOST_STOPS; stops += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) {
      const outline = await target.evaluate((element) => getComputedStyle(element).outlineStyle);
      expect(outline, "the focus is seen").not.toBe("none");
      return;
    }
    await page.keyboard.press("Tab");
  }
  throw new Error(`the keyboard does not reach ${String(target)}`);
}

/** Goes there by the keyboard and presses a key. */
export async function press(page: Page, target: Locator, key = "Enter"): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.press(key);
}
