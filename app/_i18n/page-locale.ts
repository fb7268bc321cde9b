import { getLocale } from "next-intl/server";
import type { Locale } from "#lib/values/locale.ts";

/** The language of the page that is being rendered. */
export async function pageLocale(): Promise<Locale> {
  return (await getLocale()) === "ko" ? "ko" : "en";
}
