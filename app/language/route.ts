import type { NextRequest } from "next/server";
import { ownOrigins } from "#lib/http/own-origin.ts";
import { withoutLocale } from "#lib/http/request-context.ts";
import { returnPath } from "#lib/http/return-path.ts";
import { asLocale, localeCookie } from "#lib/values/locale.ts";

/**
 * Keeps the language that the shopper chose, and goes back to where they chose it. A plain form posts here:
 * everything on the page changes, so the page is loaded anew, with or without JavaScript.
 */
export async function POST(request: NextRequest): Promise<Response> {
  const form = await request.formData();
  const locale = asLocale(form.get("locale"));
  const headers = new Headers({ location: wayBack(request, form.get("from")) });
  if (locale) headers.set("set-cookie", localeCookie(locale));
  return new Response(null, { status: 303, headers });
}

/** The page of this shop that was looked at, without a language in its address. */
function wayBack({ headers }: NextRequest, named: FormDataEntryValue | null): string {
  if (typeof named === "string") return returnPath(withoutLocale(returnPath(named)));
  const from = headers.get("referer") ?? "";
  if (!URL.canParse(from)) return "/";
  const { origin, pathname, search } = new URL(from);
  const isOurs = ownOrigins((name) => headers.get(name)).includes(origin);
  return isOurs ? returnPath(withoutLocale(pathname) + search) : "/";
}
