import { usesSecureCookies } from "#lib/http/cookie.ts";

const MONTH_SECONDS = 30 * 24 * 60 * 60;

/** The page reads the cart's cookies too, to show how much is in it: what stands in them is no secret. */
export const readable = () =>
  ({ maxAge: MONTH_SECONDS, sameSite: "lax", path: "/", secure: usesSecureCookies() }) as const;
