import { answerPicture, notFoundPicture } from "#app/og/answer.ts";
import { getProduct } from "#lib/catalog/queries.ts";
import { DomainError } from "#lib/errors.ts";
import { asLocale } from "#lib/locale.ts";

type Params = { params: Promise<{ locale: string; slug: string }> };

/** A product's picture for where its page is shared: its name, its price, and what it looks like. */
export async function GET(_request: Request, { params }: Params): Promise<Response> {
  const { locale: asked, slug } = await params;
  const locale = asLocale(asked);
  if (!locale) return notFoundPicture();
  try {
    const { name, price, imageUrl } = await getProduct(slug, locale);
    const won = new Intl.NumberFormat(locale, { style: "currency", currency: "KRW" });
    return await answerPicture({ title: name, text: won.format(price), imageUrl });
  } catch (error) {
    if (error instanceof DomainError && error.code === "PRODUCT_NOT_FOUND") return notFoundPicture();
    throw error;
  }
}
