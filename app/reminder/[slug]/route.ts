import { getTranslations } from "next-intl/server";
import { pageLocale } from "#app/_i18n/page-locale.ts";
import { getProduct } from "#lib/catalog/queries.ts";
import { isDomainError } from "#lib/errors.ts";
import { siteUrl } from "#lib/http/site-url.ts";
import { isolated } from "#lib/values/isolated.ts";
import { nameInPath } from "#lib/values/path-name.ts";
import { calendarOf } from "../calendar.ts";

const none = () => new Response("There is nothing to be reminded of.", { status: 404 });

/** The start of a product's sale as a calendar entry, which reminds of it ten minutes before. */
export async function GET(
  _request: Request,
  { params }: { params: Promise<{ slug: string }> },
): Promise<Response> {
  const asked = nameInPath((await params).slug);
  if (asked === null) return none();
  try {
    const { id, slug, name, saleStartsAt } = await getProduct(asked, await pageLocale());
    if (!saleStartsAt) return none();
    const t = await getTranslations("home");
    const title = t("reminder", { name: isolated(name) });
    const entry = { id, title, startsAt: new Date(saleStartsAt), url: siteUrl(`/products/${slug}`) };
    return new Response(calendarOf(entry, new Date()), {
      headers: {
        "content-type": "text/calendar; charset=utf-8",
        "content-disposition": `attachment; filename="${slug.replace(/[^\w-]/g, "")}.ics"`,
        "cache-control": "no-store",
      },
    });
  } catch (error) {
    if (isDomainError(error, "PRODUCT_NOT_FOUND")) return none();
    throw error;
  }
}
