import type { MetadataRoute } from "next";
import { listAddresses } from "#lib/catalog/queries.ts";
import { siteUrl } from "#lib/http/site-url.ts";
import { LOCALES } from "#lib/values/locale.ts";
import { addressIn, languagesOf } from "./_seo/page-metadata.ts";

export const dynamic = "force-dynamic";

/** Every page that anybody may find, in both languages, each with its other language beside it. */
export default async function sitemap(): Promise<MetadataRoute.Sitemap> {
  const products = await listAddresses();
  const pages = [
    ...["/", "/products", "/coupons"].map((path) => ({ path, lastModified: undefined })),
    ...products.map(({ slug, updatedAt }) => ({ path: `/products/${slug}`, lastModified: updatedAt })),
  ];
  return pages.flatMap(({ path, lastModified }) => {
    const languages = Object.fromEntries(
      Object.entries(languagesOf(path)).map(([language, address]) => [language, siteUrl(address)]),
    );
    return LOCALES.map((locale) => ({
      url: siteUrl(addressIn(locale, path)),
      ...(lastModified ? { lastModified } : {}),
      alternates: { languages },
    }));
  });
}
