import type { IncomingMessage } from "node:http";
import type { Locale } from "#lib/values/locale.ts";
import { asLocale, localeOf } from "#lib/values/locale.ts";
import { localeCookieName } from "./locale-cookie.ts";
import { sessionCookieName } from "./session-cookie.ts";

/** How the front of an app process tells pages what it made of a request; what callers send so is replaced. */
export const CONTEXT_HEADERS = {
  locale: "x-shop-locale",
  signedIn: "x-shop-signed-in",
  addressed: "x-shop-addressed",
} as const;

/** What a page may depend on besides its address. */
export interface RequestContext {
  readonly locale: Locale;
  /** The language in the address itself, as in `/ko/products`. */
  readonly addressed: Locale | null;
  /** The language that the shopper's cookie remembers. */
  readonly remembered: Locale | null;
  /** There is a session's cookie. Whether it is still good is for the pages that are only for its owner. */
  readonly isSignedIn: boolean;
  /** The path without the language. */
  readonly path: string;
}

// What follows is a path of this site, never another host.
const PREFIXED = /^\/(en|ko)(?=\/(?![/\\])|$)/;

/** A path without the language that it may begin with. */
export const withoutLocale = (path: string): string => path.replace(PREFIXED, "") || "/";

/** Reads a request: its language is that of the address, else the remembered one, else what the browser likes. */
export function requestContextOf({ url = "/", headers }: IncomingMessage): RequestContext {
  const end = url.indexOf("?");
  const path = end < 0 ? url : url.slice(0, end);
  const addressed = asLocale(PREFIXED.exec(path)?.[1]);
  const remembered = asLocale(cookieOf(headers.cookie, localeCookieName()));
  return {
    locale: addressed ?? remembered ?? localeOf(headers["accept-language"] ?? null),
    addressed,
    remembered,
    isSignedIn: Boolean(cookieOf(headers.cookie, sessionCookieName())),
    path: withoutLocale(path),
  };
}

/** The headers that carry a visit to the page. */
export const headersOf = ({ locale, isSignedIn, addressed }: RequestContext): Record<string, string> => ({
  [CONTEXT_HEADERS.locale]: locale,
  [CONTEXT_HEADERS.signedIn]: isSignedIn ? "1" : "0",
  [CONTEXT_HEADERS.addressed]: addressed ? "1" : "0",
});

function cookieOf(header: string | undefined, name: string): string | undefined {
  const prefix = `${name}=`;
  const found = header?.split(";").find((part) => part.trimStart().startsWith(prefix));
  return found?.trimStart().slice(prefix.length);
}
