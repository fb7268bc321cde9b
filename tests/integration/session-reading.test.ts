import { afterAll, describe, expect, it } from "vitest";
import { closeDatabase } from "#db/client.ts";
import { auth } from "#lib/auth/auth.ts";
import { userOf } from "#lib/auth/session.ts";
import { sessionCookieName } from "#lib/http/session-cookie.ts";
import { newShopper, type Shopper } from "#tests/support/people.ts";
import { database } from "#tests/support/truth.ts";

afterAll(async () => {
  await Promise.all([closeDatabase(), database.end()]);
});

const cookieValueOf = ({ session }: Shopper) => session.slice(session.indexOf("=") + 1);
const tokenOf = (shopper: Shopper) => cookieValueOf(shopper).split(".")[0] ?? "";
/** Another character in the place of one, so that the length stays. */
const changed = (text: string, index: number) =>
  `${text.slice(0, index)}${text[index] === "x" ? "y" : "x"}${text.slice(index + 1)}`;

/** What a browser may send as its cookie, and whether it is the shopper's. */
const COOKIES: readonly [kind: string, cookieOf: (shopper: Shopper) => unknown, isSignedIn: boolean][] = [
  ["a valid one", ({ session }) => session, true],
  ["a valid one among others", ({ session }) => `a=1; ${session}; better-auth.other=2`, true],
  ["none", () => "", false],
  ["an empty one", () => `${sessionCookieName()}=`, false],
  ["a token without its signature", (shopper) => `${sessionCookieName()}=${tokenOf(shopper)}`, false],
  ["another token with this signature", ({ session }) => changed(session, session.indexOf("=") + 3), false],
  ["another signature", ({ session }) => changed(session, session.indexOf(".", 30) + 4), false],
  ["a cut signature", ({ session }) => session.slice(0, -6), false],
  ["a renamed one", (shopper) => `session_token=${cookieValueOf(shopper)}`, false],
  ["one under a longer name", (shopper) => `x${sessionCookieName()}=${cookieValueOf(shopper)}`, false],
  ["one in the name of TLS", (shopper) => `__Secure-${sessionCookieName()}=${cookieValueOf(shopper)}`, false],
  ["one that can't be decoded", () => `${sessionCookieName()}=%E0%A4%A`, false],
  [
    "an expired one",
    async (shopper) => {
      await database`update sessions set expires_at = now() - interval '1 second' where user_id = ${shopper.id}`;
      return shopper.session;
    },
    false,
  ],
  [
    "a revoked one",
    async (shopper) => {
      await database`delete from sessions where user_id = ${shopper.id}`;
      return shopper.session;
    },
    false,
  ],
];

describe("who calls is read as better-auth reads it", () => {
  it.each(COOKIES)("from %s", async (_, cookieOf, isSignedIn) => {
    const shopper = await newShopper(0);
    const headers = new Headers({ cookie: String(await cookieOf(shopper)) });
    const own = await userOf(headers);
    const theirs = await auth().api.getSession({ headers });
    expect(own?.id ?? null).toBe(theirs?.user.id ?? null);
    expect(own?.id ?? null).toBe(isSignedIn ? shopper.id : null);
  });
});
