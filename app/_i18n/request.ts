import { headers } from "next/headers";
import { getRequestConfig } from "next-intl/server";
import { CONTEXT_HEADERS } from "#lib/http/request-context.ts";
import type { Locale } from "#lib/values/locale.ts";
import { asLocale, localeOf } from "#lib/values/locale.ts";
import { SHOP_ZONE } from "#lib/values/shop-time.ts";
import en from "./messages/en.json";
import ko from "./messages/ko.json";

const messages: Record<Locale, typeof en> = { en, ko };

export default getRequestConfig(async () => {
  const asked = await headers();
  const locale = asLocale(asked.get(CONTEXT_HEADERS.locale)) ?? localeOf(asked.get("accept-language"));
  return { locale, messages: messages[locale], timeZone: SHOP_ZONE };
});
