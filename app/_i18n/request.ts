import { headers } from "next/headers";
import { getRequestConfig } from "next-intl/server";
import type { Locale } from "#lib/catalog/schema.ts";
import { VISIT_HEADERS } from "#lib/delivery/visit.ts";
import { asLocale, localeOf } from "#lib/locale.ts";
import en from "./messages/en.json";
import ko from "./messages/ko.json";

const messages: Record<Locale, typeof en> = { en, ko };

export default getRequestConfig(async () => {
  const asked = await headers();
  const locale = asLocale(asked.get(VISIT_HEADERS.locale)) ?? localeOf(asked.get("accept-language"));
  return { locale, messages: messages[locale], timeZone: "Asia/Seoul" };
});
