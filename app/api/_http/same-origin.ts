import { DomainError } from "#lib/errors.ts";
import { isFromOwnOrigin } from "#lib/http/own-origin.ts";

/**
 * Refuses a change that a page of another site asks for in the name of a shopper that is signed in here.
 * Callers that aren't browsers send no `Origin` and pass: they hold no ambient cookies.
 * @throws DomainError CROSS_ORIGIN
 */
export function requireSameOrigin({ headers }: Request): void {
  if (isFromOwnOrigin((name) => headers.get(name))) return;
  const from = headers.get("origin")?.slice(0, 200) ?? "another site";
  throw new DomainError("CROSS_ORIGIN", `Requests from ${from} are refused.`);
}
