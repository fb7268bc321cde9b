import type { IncomingMessage, ServerResponse } from "node:http";
import { CONTEXT_HEADERS } from "#lib/http/request-context.ts";
import { asLocale, type Locale } from "#lib/values/locale.ts";

/** The pages that have an address of their own in each language, as `next.config.ts` says. */
const IN_EACH_LANGUAGE = /^\/(?:products(?:\/[^/?#\\]+)?|coupons)?(?=[?#]|$)/;

/**
 * Has an answer that leads to another page of the shop lead to that page's address of the language in which the
 * visitor asked, as `/ko/coupons` does: also a visitor who keeps no cookie stays with it.
 */
export function keepLanguage({ headers }: IncomingMessage, response: ServerResponse): void {
  const locale = asLocale(headers[CONTEXT_HEADERS.locale]);
  if (headers[CONTEXT_HEADERS.addressed] !== "1" || locale === null) return;
  const setHeader = response.setHeader.bind(response);
  response.setHeader = (name, value) => {
    const isLocation = name.toLowerCase() === "location" && typeof value === "string";
    return setHeader(name, isLocation ? inLanguage(value, locale) : value);
  };
}

function inLanguage(location: string, locale: Locale): string {
  return IN_EACH_LANGUAGE.test(location) ? `/${locale}${location.replace(/^\/(?=[?#]|$)/, "")}` : location;
}
