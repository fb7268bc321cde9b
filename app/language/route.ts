import { resource } from "#app/api/_http/resource.ts";
import { answering } from "#app/api/_http/route.ts";
import { DomainError } from "#lib/errors.ts";
import { localeCookie } from "#lib/http/locale-cookie.ts";
import { ownOrigins } from "#lib/http/own-origin.ts";
import { withoutLocale } from "#lib/http/request-context.ts";
import { returnPath } from "#lib/http/return-path.ts";
import { asLocale } from "#lib/values/locale.ts";

/**
 * Keeps the language that the shopper chose, and goes back to where they chose it. A plain form posts here:
 * everything on the page changes, so the page is loaded anew, with or without JavaScript.
 */
const chooseLanguage = (request: Request): Promise<Response> =>
  answering("chooseLanguage", async () => {
    const form = await request.formData().catch(() => null);
    if (!form) throw new DomainError("UNSUPPORTED_MEDIA_TYPE", "Send the fields of a form.");
    const locale = asLocale(form.get("locale"));
    const headers = new Headers({ location: wayBack(request, form.get("from")) });
    if (locale) headers.set("set-cookie", localeCookie(locale));
    return new Response(null, { status: 303, headers });
  });

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({ POST: chooseLanguage });

/** The page of this shop that was looked at, without a language in its address. */
function wayBack({ headers }: Request, named: FormDataEntryValue | null): string {
  if (typeof named === "string") return returnPath(withoutLocale(returnPath(named)));
  const from = headers.get("referer") ?? "";
  if (!URL.canParse(from)) return "/";
  const { origin, pathname, search } = new URL(from);
  const isOurs = ownOrigins((name) => headers.get(name)).includes(origin);
  return isOurs ? returnPath(withoutLocale(pathname) + search) : "/";
}
