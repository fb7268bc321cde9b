import { randomUUID } from "node:crypto";
import { expect, type Page, test } from "@playwright/test";
import { linkMailedTo } from "#tests/support/mails.ts";
import { newAccount, signIn } from "#tests/support/people.ts";

test.use({ javaScriptEnabled: false });

const main = (page: Page) => page.getByRole("main");
const submit = (page: Page, name: string) => main(page).getByRole("button", { name, exact: true }).click();

async function signInAt(page: Page, email: string, password: string): Promise<void> {
  await page.goto("/sign-in");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill(password);
  await submit(page, "Sign in");
}

test("without JavaScript an account is opened, left, entered again, and its address confirmed", async ({
  page,
}) => {
  const [email, password] = [`${randomUUID()}@e2e.lockstep.test`, "a long password of mine"];
  await page.goto("/sign-up");
  await page.getByLabel("Name").fill("Kim Tester");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill("12345678");
  await submit(page, "Open an account");
  await expect(page).toHaveURL(/\/sign-up\?refused=/);
  await expect(page.getByLabel("E-mail")).toHaveValue(email);
  expect(page.url()).not.toContain("12345678");
  await page.getByLabel("Password").fill(password);
  await submit(page, "Open an account");
  await expect(page).toHaveURL("/");

  await page.goto("/account");
  await expect(main(page).getByText(email)).toBeVisible();
  const link = await linkMailedTo(email, "/verify-email");
  await page.goto(link.pathname + link.search);
  await main(page).getByRole("button").first().click();
  await expect(page).toHaveURL(/confirmed=1/);

  await page.goto("/account");
  await submit(page, "Sign out");
  await expect(page).toHaveURL("/");
  await page.goto("/account");
  await expect(page).toHaveURL(/\/sign-in/);

  await signInAt(page, email, "not the password");
  await expect(page.getByText("The e-mail or the password is wrong.")).toBeVisible();
  await expect(page.getByLabel("E-mail")).toHaveValue(email);
  await page.getByLabel("Password").fill(password);
  await submit(page, "Sign in");
  await expect(page).toHaveURL("/");
});

test("without JavaScript a password is changed, a browser is signed out, and a lost password is replaced", async ({
  page,
}) => {
  const { email, password } = await newAccount();
  await signIn(email, password);
  await signInAt(page, email, password);
  await page.goto("/account/sessions");
  await expect(main(page).getByRole("listitem")).toHaveCount(3);
  await submit(page, "End all others");
  await expect(main(page).getByRole("listitem")).toHaveCount(1);

  await page.goto("/account/password");
  await page.getByLabel("Current password").fill("not the password");
  await page.getByLabel("New password").fill("another long password");
  await submit(page, "Change the password");
  await expect(page).toHaveURL(/refused=/);
  await page.getByLabel("Current password").fill(password);
  await page.getByLabel("New password").fill("another long password");
  await submit(page, "Change the password");
  await expect(page.getByText("Your password is changed.")).toBeVisible();

  await page.goto("/forgot-password");
  await page.getByLabel("E-mail").fill(email);
  await submit(page, "Send the link");
  await expect(page.getByText("If there is an account with this address")).toBeVisible();
  const link = await linkMailedTo(email, "/reset-password");
  await page.goto(link.pathname + link.search);
  await page.getByLabel("New password").fill("a third long password");
  await submit(page, "Save the new password");
  await expect(page.getByText("Your new password is saved.")).toBeVisible();
  await signInAt(page, email, "a third long password");
  await expect(page).toHaveURL("/");
});
