import { env } from "#lib/env.ts";

/** Whether shoppers reach the shop by TLS, so that its cookies can be `Secure`. */
export const usesSecureCookies = (): boolean => env().PUBLIC_URL?.startsWith("https:") ?? false;

/** The name that better-auth gives to the session's cookie. */
export const sessionCookieName = (): string =>
  `${usesSecureCookies() ? "__Secure-" : ""}better-auth.session_token`;
