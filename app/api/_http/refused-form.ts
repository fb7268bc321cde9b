import { typedCookie } from "#app/(account)/typed-fields.ts";
import type { DomainError } from "#lib/errors.ts";

/** What of an address stays on the way back to the page that has the form. */
const KEPT = ["next", "token"];

/**
 * Leads a browser back to the page of a form that was refused. The reason is in the address, what was typed in a
 * cookie for a minute; passwords are in neither.
 */
export function refusedForm(
  page: string,
  asked: URLSearchParams,
  fields: Readonly<Record<string, unknown>>,
  { code, facts }: DomainError,
): Response {
  const query = new URLSearchParams({ refused: code });
  for (const name of KEPT) {
    const value = asked.get(name);
    if (value !== null) query.set(name, value);
  }
  const { reason, retryAfter } = facts;
  if (typeof reason === "string") query.set("reason", reason);
  const headers = new Headers({ "set-cookie": typedCookie(fields) });
  if (typeof retryAfter === "number") {
    query.set("wait", String(retryAfter));
    headers.set("retry-after", String(retryAfter));
  }
  headers.set("location", `${page}?${query}`);
  return new Response(null, { status: 303, headers });
}
