import { afterEach, describe, expect, it, vi } from "vitest";
import { countOf, nameGuestCart } from "#app/_cart/cart-count.ts";
import { guestCartText, parseGuestCart } from "#lib/cart/line-text.ts";

const ID = "0f6c2f0e-6d1a-4b52-9a63-4f0d3c8f7a11";
const CART = {
  id: ID,
  lines: [
    { productId: "a-1", quantity: 2 },
    { productId: "b_2", quantity: 3 },
  ],
};

describe("a guest's cart in its cookie", () => {
  it("is read as it was written", () => {
    expect(parseGuestCart(guestCartText(CART))).toEqual(CART);
  });

  it("keeps its name when it is emptied", () => {
    expect(parseGuestCart(guestCartText({ id: ID, lines: [] }))).toEqual({ id: ID, lines: [] });
  });

  it.each(["", "a-1:2", ID, `${ID}~a-1:0`, "x~a-1:2", `${ID}~<script>`])("is none in %j", (text) => {
    expect(parseGuestCart(text)).toBeNull();
  });
});

describe("how much is in the cart", () => {
  const guest = `cart=${encodeURIComponent(guestCartText(CART))}`;

  it.each([
    ["", 0],
    [`locale=ko; ${guest}`, 5],
    ["cart-count=7; locale=ko", 7],
    [`cart-count=7; ${guest}`, 5],
    [`cart-count=7; cart=${ID}~`, 7],
    [`cart=${ID}~`, 0],
    ["cart-count=", 0],
    ["cart-count=many", 0],
    ["cart=nonsense", 0],
  ])("with the cookies %j is %i", (cookies, count) => {
    expect(countOf(cookies)).toBe(count);
  });
});

describe("the name of a browser's cart", () => {
  afterEach(() => vi.unstubAllGlobals());

  /** What a page of this browser writes as its cookie, with these cookies kept so far; null for nothing. */
  function named(cookie: string, protocol = "http:"): string | null {
    const page = { cookie };
    vi.stubGlobal("document", page);
    vi.stubGlobal("location", { protocol });
    nameGuestCart();
    return page.cookie === cookie ? null : page.cookie;
  }

  it("is given before the first thing is put into it", () => {
    const [pair = "", ...attributes] = named("locale=ko")?.split("; ") ?? [];
    expect(parseGuestCart(pair.replace("cart=", ""))).toMatchObject({ lines: [] });
    expect(attributes).toEqual(["max-age=2592000", "path=/", "samesite=lax"]);
    expect(named("", "https:")).toMatch(/; secure$/);
    expect(named("")).not.toBe(named(""));
  });

  it.each([`cart=${ID}~`, "cart=of another app", "cart-count=3", "locale=ko; cart-count=0"])(
    "is not given where there is %j",
    (cookies) => {
      expect(named(cookies)).toBeNull();
    },
  );
});
