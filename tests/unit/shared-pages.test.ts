import { describe, expect, it } from "vitest";
import { sharedAddress } from "#server/pages/shared-pages.ts";

const addressOf = (url: string) =>
  sharedAddress(url, url.split("?")[0]?.replace(/^\/(?:en|ko)(?=\/|$)/, "") || "/");

describe("the address by which a shared page is kept", () => {
  it.each([
    ["/?fbclid=1&utm_source=x", "/"],
    ["/ko?fbclid=1", "/ko"],
    ["/products?utm_campaign=a&q=mug&fbclid=2", "/products?q=mug"],
    ["/products?page=2&q=mug", "/products?q=mug&page=2"],
    ["/products?q=mug&page=2", "/products?q=mug&page=2"],
    ["/products?q=a&q=b&sort=newest", "/products?sort=newest"],
    ["/products?cursor=abc&before=x&page=2", "/products?page=2&cursor=abc&before=x"],
    ["/products?pageSize=3", "/products"],
    ["/products?q=%EB%A8%B8%EA%B7%B8", "/products?q=%EB%A8%B8%EA%B7%B8"],
    ["/products?q=a?b", "/products?q=a%3Fb"],
    ["/products/mug?gclid=1&q=x", "/products/mug"],
    ["/products/mug?gclid=1&_rsc=abc", "/products/mug?_rsc=abc"],
    ["/products?", "/products"],
  ])("of %s is %s", (url, address) => expect(addressOf(url)).toBe(address));

  it.each(["/cart", "/products/a/b", "/coupons?page=1", `/products?q=${"a".repeat(1_000)}`])(
    "%s has none",
    (url) => {
      expect(addressOf(url)).toBeNull();
    },
  );

  it("is one for a very long tail of what the page does not know", () => {
    expect(addressOf(`/products?fbclid=${"a".repeat(3_000)}`)).toBe("/products");
  });
});
