"use client";

import { useEffect } from "react";
import { bringGuestCart } from "#app/_cart/actions.ts";

/** Has the browser forget a guest's cart that went into an account: a page can't clear its cookie. */
export function OldCartCookie() {
  useEffect(() => {
    // Without it the cookie stays, and the cart is right all the same.
    void bringGuestCart().catch(() => undefined);
  }, []);
  return null;
}
