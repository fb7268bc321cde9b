import { randomUUID } from "node:crypto";
import { z } from "zod";
import { makeShoppers } from "#lib/rush/make-shoppers.ts";
import { Caller } from "./api.ts";
import { shop } from "./environment.ts";

/** A signed-in shopper of the running shop, who calls its API. */
export class Shopper extends Caller {
  constructor(
    readonly id: string,
    readonly email: string,
    readonly session: string,
  ) {
    super(session);
  }
}

/** Makes `count` new shoppers with `balance` points each, as `npm run shoppers` does. */
export async function newShoppers(count: number, balance: number): Promise<Shopper[]> {
  const made = await makeShoppers({ count, balance });
  return made.map(({ id, email, cookie }) => new Shopper(id, email, cookie));
}

/** One new shopper. */
export async function newShopper(balance: number): Promise<Shopper> {
  const [shopper] = await newShoppers(1, balance);
  if (!shopper) throw new Error("no shopper was made");
  return shopper;
}

const SignedUp = z.object({ user: z.object({ id: z.string() }) });

/** A shopper who has just opened an account, and knows its password. */
export async function newAccount(): Promise<{ id: string; email: string; password: string }> {
  const account = { email: `${randomUUID()}@e2e.lockstep.test`, password: "a long password" };
  const { body } = await new Caller().post("/api/auth/sign-up/email", { name: "Kim Tester", ...account });
  return { id: SignedUp.parse(body).user.id, ...account };
}

let admin: Promise<Caller> | undefined;

/** The shop's admin, signed in once a test file. */
export function theAdmin(): Promise<Caller> {
  admin ??= signIn(shop.ADMIN_EMAIL, shop.ADMIN_PASSWORD);
  return admin;
}

/** Signs in through the API, as a browser would. */
export async function signIn(email: string, password: string): Promise<Caller> {
  const answer = await new Caller().post("/api/auth/sign-in/email", { email, password });
  if (answer.status !== 200) throw new Error(`sign-in answered ${answer.status}`);
  return new Caller(cookieOf(answer.headers));
}

/** The `Cookie` header of the cookies that an answer sets. */
export function cookieOf(headers: Headers): string {
  return headers
    .getSetCookie()
    .map((cookie) => cookie.split(";")[0])
    .join("; ");
}
