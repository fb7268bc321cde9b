import { cookies, headers } from "next/headers";
import { getRequestConfig } from "next-intl/server";
import type { Locale } from "#lib/catalog/schema.ts";
import { localeOf } from "#lib/locale.ts";
import en from "./messages/en.json";
import ko from "./messages/ko.json";

/** The cookie in which a shopper's own choice of language is kept. */
export const LOCALE_COOKIE = "locale";

const messages: Record<Locale, typeof en> = { en, ko };

/** The language of a request: the shopper's choice, else what the browser prefers. */
async function chooseLocale(): Promise<Locale> {
  const chosen = (await cookies()).get(LOCALE_COOKIE)?.value;
  if (chosen === "en" || chosen === "ko") return chosen;
  return localeOf((await headers()).get("accept-language"));
}

export default getRequestConfig(async () => {
  const locale = await chooseLocale();
  return { locale, messages: messages[locale], timeZone: "Asia/Seoul" };
});
