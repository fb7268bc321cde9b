import { usesSecureCookies } from "#lib/http/cookie.ts";
import { CART_SECONDS } from "./cart-count.ts";

/** The page reads the cart's cookies too, to show how much is in it: what stands in them is no secret. */
export const readable = () =>
  ({ maxAge: CART_SECONDS, sameSite: "lax", path: "/", secure: usesSecureCookies() }) as const;
