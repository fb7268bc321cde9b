import { env } from "#lib/env.ts";
import { DomainError } from "#lib/errors.ts";

/**
 * Refuses a change that a page of another site asks for in the name of who is signed in here.
 * Callers that aren't browsers send no `Origin` and pass: they hold no ambient cookies.
 * @throws DomainError CROSS_ORIGIN
 */
export function requireSameOrigin(request: Request): void {
  const origin = request.headers.get("origin");
  if (origin === null || ownHosts(request).has(hostOf(origin))) return;
  throw new DomainError("CROSS_ORIGIN", `Requests from ${origin.slice(0, 200)} are refused.`);
}

function ownHosts(request: Request): Set<string> {
  const publicUrl = env().PUBLIC_URL;
  const named = [request.headers.get("host"), publicUrl ? hostOf(publicUrl) : null];
  return new Set(named.filter((host) => host !== null && host !== "") as string[]);
}

/** The host with its port; an opaque origin ("null") is nobody's host. */
function hostOf(origin: string): string {
  return URL.canParse(origin) ? new URL(origin).host : "";
}
