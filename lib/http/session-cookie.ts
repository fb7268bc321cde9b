import { createHmac, timingSafeEqual } from "node:crypto";
import { env } from "#lib/env.ts";

/** Whether shoppers reach the shop by TLS, so that its cookies can be `Secure`. */
export const usesSecureCookies = (): boolean => env().PUBLIC_URL?.startsWith("https:") ?? false;

/** The name that better-auth gives to the session's cookie. */
export const sessionCookieName = (): string =>
  `${usesSecureCookies() ? "__Secure-" : ""}better-auth.session_token`;

/** `token.signature`: the signature is the base64 of an HMAC-SHA256 of the token, 44 characters. */
const SIGNED = /^([^.]+)\.([A-Za-z0-9+/]{43}=)$/;

/** The session's token in a `Cookie` header, or null when there is none or its signature is not ours. */
export function sessionTokenOf(cookieHeader: string | null): string | null {
  const prefix = `${sessionCookieName()}=`;
  const cookie = cookieHeader?.split(";").find((part) => part.trimStart().startsWith(prefix));
  if (cookie === undefined) return null;
  const [, token, signature] = SIGNED.exec(decoded(cookie.trim().slice(prefix.length))) ?? [];
  if (token === undefined || signature === undefined) return null;
  const expected = createHmac("sha256", env().AUTH_SECRET).update(token).digest();
  return timingSafeEqual(expected, Buffer.from(signature, "base64")) ? token : null;
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    // Not from us: we never set what can't be decoded.
    return "";
  }
}
