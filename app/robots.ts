import type { MetadataRoute } from "next";
import { siteUrl } from "#lib/http/site-url.ts";

export const dynamic = "force-dynamic";

/** Everything but what belongs to one person, or is for programs. */
export default function robots(): MetadataRoute.Robots {
  const personal = ["/account", "/admin", "/cart", "/checkout", "/orders", "/points", "/sign-in", "/sign-up"];
  return {
    rules: { userAgent: "*", allow: "/", disallow: ["/api/", "/language", ...personal] },
    sitemap: siteUrl("/sitemap.xml"),
  };
}
