import type { IncomingMessage } from "node:http";
import { describe, expect, it, vi } from "vitest";
import { localeCookie, localeCookieName } from "#lib/http/locale-cookie.ts";
import { headersOf, requestContextOf, withoutLocale } from "#lib/http/request-context.ts";
import { sessionCookieName } from "#lib/http/session-cookie.ts";

// No settings are needed: the shop is at plain http.
vi.mock("#lib/env.ts", () => ({ env: () => ({}) }));

const contextOf = (url: string, headers: Record<string, string> = {}) =>
  requestContextOf({ url, headers } as unknown as IncomingMessage);

describe("the context of a request", () => {
  it("has the language of the address, before that of the cookie and of the browser", () => {
    const cookie = `a=b; ${localeCookieName()}=ko`;
    const browser = { "accept-language": "ko-KR,en;q=0.5" };
    expect(contextOf("/en/products?q=a", { cookie, ...browser })).toMatchObject({
      locale: "en",
      addressed: "en",
      remembered: "ko",
      path: "/products",
    });
    expect(contextOf("/products", { cookie })).toMatchObject({ locale: "ko", addressed: null });
    expect(contextOf("/products", browser)).toMatchObject({ locale: "ko", remembered: null });
    expect(contextOf("/products")).toMatchObject({ locale: "en" });
  });

  it("knows no other language than the shop's", () => {
    const cookie = `${localeCookieName()}=fr`;
    expect(contextOf("/fr/products", { cookie })).toMatchObject({
      locale: "en",
      addressed: null,
      remembered: null,
      path: "/fr/products",
    });
  });

  it("is of somebody signed in when there is a session's cookie with a value", () => {
    expect(contextOf("/", { cookie: `${sessionCookieName()}=x.y` }).isSignedIn).toBe(true);
    expect(contextOf("/", { cookie: `${sessionCookieName()}=` }).isSignedIn).toBe(false);
    expect(contextOf("/", { cookie: `not${sessionCookieName()}=x.y` }).isSignedIn).toBe(false);
  });

  it.each([
    ["/ko", "/"],
    ["/ko/", "/"],
    ["/ko/cart", "/cart"],
    ["/korea", "/korea"],
    ["/ko//evil.test", "/ko//evil.test"],
    ["/ko/\\evil.test", "/ko/\\evil.test"],
  ])("has the path %s without its language as %s", (path, plain) => expect(withoutLocale(path)).toBe(plain));

  it("goes on to the page in headers", () => {
    const addressed = headersOf(contextOf("/ko"));
    expect(Object.values(addressed)).toEqual(["ko", "0", "1"]);
  });
});

it("the cookie of a language is kept for a year, for the whole shop", () => {
  expect(localeCookie("ko")).toMatch(/=ko; Path=\/; Max-Age=31536000; SameSite=Lax/);
});
