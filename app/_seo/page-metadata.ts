import type { Metadata } from "next";
import { pageLocale } from "#app/_i18n/page-locale.ts";
import { isAddressed } from "#app/_i18n/request-context.ts";
import type { Locale } from "#lib/values/locale.ts";
import { LOCALES } from "#lib/values/locale.ts";

const OPEN_GRAPH_LOCALE: Record<Locale, string> = { en: "en_US", ko: "ko_KR" };

interface PageTags {
  /** The page's address, without a language. */
  readonly path: string;
  readonly title?: string;
  readonly description: string;
  /** What to show where the page is shared; else the shop itself is shown. */
  readonly image?: { readonly url: string; readonly alt: string };
}

/** The page's address in a language. */
export const addressIn = (locale: Locale, path: string): string => `/${locale}${path === "/" ? "" : path}`;

/** The page's address in every language, and the one that follows the visitor's choice. */
export const languagesOf = (path: string): Record<string, string> => ({
  ...Object.fromEntries(LOCALES.map((locale) => [locale, addressIn(locale, path)])),
  "x-default": path,
});

/** How a page that anybody may find is found and shared: its one address a language, its text, its picture. */
export async function pageMetadata({ path, title, description, image }: PageTags): Promise<Metadata> {
  const locale = await pageLocale();
  // An address without a language is one of its own: the page that follows the visitor's choice.
  const canonical = (await isAddressed()) ? addressIn(locale, path) : path;
  const picture = image ?? { url: `/og/${locale}`, alt: "Lockstep" };
  const shared = { ...(title ? { title } : {}), description };
  return {
    ...shared,
    alternates: { canonical, languages: languagesOf(path) },
    openGraph: {
      ...shared,
      type: "website",
      siteName: "Lockstep",
      url: canonical,
      locale: OPEN_GRAPH_LOCALE[locale],
      alternateLocale: LOCALES.filter((other) => other !== locale).map((other) => OPEN_GRAPH_LOCALE[other]),
      images: [{ ...picture, width: 1200, height: 630, type: "image/png" }],
    },
    twitter: { card: "summary_large_image", ...shared, images: [picture] },
  };
}
