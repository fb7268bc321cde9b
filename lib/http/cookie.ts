import { env } from "#lib/env.ts";

/** Whether shoppers reach the shop by TLS, so that its cookies can be `Secure`. */
export const usesSecureCookies = (): boolean => env().PUBLIC_URL?.startsWith("https:") ?? false;

/** What stands at the end of a `Set-Cookie` of ours. */
export const secureAttribute = (): string => (usesSecureCookies() ? "; Secure" : "");

/**
 * The name of a cookie of ours. Behind TLS its prefix has browsers take it from this very host and by TLS only, so
 * that no sibling's page and no one on the line can plant one.
 */
export const cookieName = (name: string): string => (usesSecureCookies() ? `__Host-${name}` : name);
