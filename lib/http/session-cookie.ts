import { createHmac, timingSafeEqual } from "node:crypto";
import { env } from "#lib/env.ts";
import { cookieName, secureAttribute } from "#lib/http/cookie.ts";

/** How long a session lasts when nobody ends it. */
export const SESSION_SECONDS = 30 * 24 * 60 * 60;

/** The name of the session's cookie. */
export const sessionCookieName = (): string => cookieName("better-auth.session_token");

/** The `Set-Cookie` that hands a session to a browser, as better-auth signs it and reads it. */
export function sessionCookie(token: string, seconds: number): string {
  const signature = createHmac("sha256", env().AUTH_SECRET).update(token).digest("base64");
  const value = encodeURIComponent(`${token}.${signature}`);
  return `${sessionCookieName()}=${value}; Max-Age=${seconds}; Path=/; HttpOnly; SameSite=Lax${secureAttribute()}`;
}

/** `token.signature`: the signature is the base64 of an HMAC-SHA256 of the token, 44 characters. */
const SIGNED = /^([^.]+)\.([A-Za-z0-9+/]{43}=)$/;

/** The session's token in a `Cookie` header, or null when there is none or its signature is not ours. */
export function sessionTokenOf(cookieHeader: string | null): string | null {
  const prefix = `${sessionCookieName()}=`;
  const cookies = cookieHeader?.split(";").filter((part) => part.trimStart().startsWith(prefix)) ?? [];
  // Other apps of this host may have set one of that name; the first that is signed by us counts.
  for (const cookie of cookies) {
    const token = signedToken(decoded(cookie.trim().slice(prefix.length)));
    if (token !== null) return token;
  }
  return null;
}

function signedToken(value: string): string | null {
  const [, token, signature] = SIGNED.exec(value) ?? [];
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
