import { type Attack, toBytes } from "./attack.ts";
import { hostileHeaders } from "./hostile-headers.ts";
import { addressText } from "./hostile-values.ts";
import type { Random } from "./random.ts";
import type { World } from "./world.ts";

/** Every page and every plain route; `*` stands for something that the caller names. */
const PAGES = [
  "/",
  "/products",
  "/products/*",
  "/coupons",
  "/cart",
  "/checkout",
  "/orders",
  "/orders/*",
  "/points",
  "/account",
  "/sign-in",
  "/sign-up",
  "/docs",
  "/design",
  "/maintenance",
  "/language",
  "/og/en",
  "/og/*",
  "/og/en/*",
  "/og/ko/*",
  "/og/*/*",
  "/admin",
  "/admin/products",
  "/admin/products/new",
  "/admin/products/*",
  "/admin/coupons",
  "/admin/coupons/*",
  "/admin/orders",
  "/admin/users",
  "/admin/locks",
  "/admin/audit",
  "/sitemap.xml",
  "/robots.txt",
  "/icon.svg",
  "/products/*.svg",
  "/_next/image?url=*",
  "/_next/data/*/products.json",
  "/_next/static/*",
  "/_next/*",
  "/*",
] as const;

const PARAMETERS = [
  "q",
  "category",
  "minPrice",
  "maxPrice",
  "sort",
  "inStock",
  "page",
  "pageSize",
  "cursor",
  "limit",
  "next",
  "item",
  "from",
  "coupon",
  "status",
  "userId",
  "productId",
  "role",
  "locale",
  "tab",
  "token",
  "error",
  "fbclid",
  "_rsc",
] as const;

const METHODS = [
  "GET",
  "GET",
  "GET",
  "GET",
  "GET",
  "GET",
  "HEAD",
  "POST",
  "PUT",
  "DELETE",
  "OPTIONS",
  "TRACE",
] as const;
/** What a page that is read may change: it brings a guest's cart into the account. */
const CART = ["cart_lines", "guest_carts", "merged_carts"];

/** A page or a plain route with a hostile address, odd headers and cookies of other apps. */
export function pageAttack(world: World, random: Random): Attack {
  const names = [...world.ids, ...world.slugs];
  const path = random
    .pick(PAGES)
    .replace(/\*/g, () => (random.chance(0.5) ? addressText(random) : random.pickFrom(names, "none")));
  const locale = random.chance(0.1) ? random.pick(["/en", "/ko", "/fr", "/ko/ko"]) : "";
  const target = oddPath(random, locale + path) + query(world, random, path.includes("?"));
  const method = random.pick(METHODS);
  const headers = [...hostileHeaders(world, random, "any")];
  const body = random.chance(0.1) ? Buffer.from(`locale=${addressText(random)}`) : undefined;
  if (body)
    headers.push([
      "Content-Type",
      random.pick(["application/x-www-form-urlencoded", "application/json", "x", ""]),
    ]);
  return {
    name: `${method} page ${path}`,
    method,
    target,
    bytes: toBytes({ method, target, headers, body }),
    mayMove: CART,
  };
}

/** Mostly the path as it is. */
const oddPath = (random: Random, path: string): string =>
  random.chance(0.9)
    ? path
    : random.make<string>([
        () => `/${path}`,
        () => `${path}/`,
        () => path.replace("/", "/./"),
        () => `/x/..${path}`,
        () => path.replaceAll("/", "\\"),
        () => path.toUpperCase(),
        () => `${path}.rsc`,
        () => `${path}.segments/_tree.segment.rsc`,
        () => `${path};a=b`,
        () => `${path}#x`,
      ]);

function query({ ids }: World, random: Random, hasQuery: boolean): string {
  const pairs = Array.from({ length: random.below(4) }, () => {
    const value = random.make<string>([
      () => addressText(random),
      () => addressText(random),
      () => String(random.below(1_000)),
      () => `${random.pickFrom(ids, "none")}:${random.below(5)}`,
      () => random.pick(["abc", "popular", "price-asc", "true", "paid", "desk"]),
    ]);
    return `${random.chance(0.05) ? addressText(random) : random.pick(PARAMETERS)}=${value}`;
  });
  return pairs.length > 0 ? `${hasQuery ? "&" : "?"}${pairs.join("&")}` : "";
}
