import { pageLocale } from "#app/_i18n/page-locale.ts";
import type { Product } from "#lib/catalog/schema.ts";
import { siteUrl } from "#lib/http/site-url.ts";
import { addressIn } from "./page-metadata.ts";

/** The product for search engines, with what is really there of it as the page was made. */
export async function ProductJsonLd({ product }: { product: Product }) {
  const { id, slug, name, description, category, price, stock, saleStartsAt, imageUrl } = product;
  const locale = await pageLocale();
  const url = siteUrl(addressIn(locale, `/products/${slug}`));
  const pictures = [siteUrl(`/og/${locale}/${slug}`), ...(imageUrl ? [siteUrl(imageUrl)] : [])];
  const availability = availabilityOf(product, Date.now());
  const data = {
    "@context": "https://schema.org",
    "@type": "Product",
    "@id": url,
    sku: id,
    name,
    description,
    category,
    image: pictures,
    offers: {
      "@type": "Offer",
      url,
      price,
      priceCurrency: "KRW",
      itemCondition: "https://schema.org/NewCondition",
      availability: `https://schema.org/${availability}`,
      inventoryLevel: { "@type": "QuantitativeValue", value: stock },
      ...(availability === "PreOrder" ? { availabilityStarts: saleStartsAt } : {}),
    },
  };
  // A name is anybody's text: no tag in it may end the script.
  const text = JSON.stringify(data).replaceAll("<", "\\u003c");
  // biome-ignore lint/security/noDangerouslySetInnerHtml: React would escape the quotes of the JSON
  return <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: text }} />;
}

function availabilityOf({ stock, saleStartsAt }: Product, now: number) {
  if (stock === 0) return "SoldOut";
  if (saleStartsAt && Date.parse(saleStartsAt) > now) return "PreOrder";
  return "InStock";
}
