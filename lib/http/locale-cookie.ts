import type { Locale } from "#lib/values/locale.ts";
import { cookieName, secureAttribute } from "./cookie.ts";

const YEAR_SECONDS = 365 * 24 * 60 * 60;

/** The cookie in which a shopper's own choice of language is kept. */
export const localeCookieName = (): string => cookieName("locale");

/** The `Set-Cookie` that keeps a language. */
export const localeCookie = (locale: Locale): string =>
  `${localeCookieName()}=${locale}; Path=/; Max-Age=${YEAR_SECONDS}; SameSite=Lax${secureAttribute()}`;
