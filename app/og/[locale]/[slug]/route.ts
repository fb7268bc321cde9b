import { answerPicture, notFoundPicture } from "#app/og/answer.ts";
import { getProduct } from "#lib/catalog/queries.ts";
import { isDomainError } from "#lib/errors.ts";
import { asLocale } from "#lib/values/locale.ts";
import { nameInPath } from "#lib/values/path-name.ts";

type Params = { params: Promise<{ locale: string; slug: string }> };

/** A product's picture for where its page is shared: its name, its price, and what it looks like. */
export async function GET(_request: Request, { params }: Params): Promise<Response> {
  const { locale: language, slug } = await params;
  const locale = asLocale(language);
  const asked = nameInPath(slug);
  if (!locale || asked === null) return notFoundPicture();
  try {
    const { name, price, imageUrl } = await getProduct(asked, locale);
    const amount = price.toLocaleString(locale);
    return await answerPicture({
      title: name,
      text: locale === "ko" ? `${amount}원` : `KRW ${amount}`,
      imageUrl,
    });
  } catch (error) {
    if (isDomainError(error, "PRODUCT_NOT_FOUND")) return notFoundPicture();
    throw error;
  }
}
