import type { Header } from "./attack.ts";
import { hostileText } from "./hostile-values.ts";
import type { Random } from "./random.ts";
import type { World } from "./world.ts";

const FOREIGN_COOKIES = [
  "cart=100%",
  "cart=%E0%A4%A",
  'cart={"items":[1,2]}',
  "cart=s%3Aabc.def",
  `cart=${"a".repeat(5_000)}`,
  "cart=00000000-0000-0000-0000-000000000000~nobody:1",
  "cart-count=NaN",
  "cart-count=%",
  "locale=%%%",
  "locale=fr",
  "locale=__proto__",
  "better-auth.session_token=%",
  "better-auth.session_token=a.b",
  "better-auth.session_token=.",
  "better-auth.session_data=%7B",
  "; ; =; ==;",
  "__proto__=1",
  "__next_hmr_refresh_hash__=x; __prerender_bypass=x; __next_preview_data=x",
] as const;

const STATE_TREES = [
  "garbage",
  "%",
  "null",
  "[]",
  "{}",
  "%5B%5D",
  "%5B%22%22%2C%7B%7D%5D",
  "%5B%22%22%2C%7B%22children%22%3A%5B1%2C2%5D%7D%5D",
  encodeURIComponent(
    JSON.stringify(["", { children: ["products", { children: ["__PAGE__", {}] }] }, null, null, true]),
  ),
  encodeURIComponent(JSON.stringify(["", { children: [["slug", "x", "zz"], {}] }])),
  encodeURIComponent(JSON.stringify(["\0", { "\ud800": ["", {}] }, "x", "refetch"])),
  "%5B".repeat(3_000),
  "x".repeat(10_000),
] as const;

const ODD_HEADERS: readonly [(random: Random) => Header, ...((random: Random) => Header)[]] = [
  () => ["Origin", "http://evil.test"],
  () => ["Origin", "null"],
  () => ["Origin", "https://localhost"],
  (random) => ["Origin", headerText(random)],
  (random) => ["Referer", random.pick(["http://evil.test/", "x", "http://localhost/%", "http://[", "//"])],
  (random) => [
    "Accept",
    random.pick(["text/event-stream", "*/*", "application/json", "text/html", "image/png"]),
  ],
  (random) => [
    "Accept-Language",
    random.pick(["ko", "en;q=x", "*", "ko;q=9e99", ",,,;;;", "a".repeat(2_000)]),
  ],
  (random) => ["Accept-Encoding", random.pick(["br", "gzip;q=0", "zstd", "*", "identity;q=0", ";;;"])],
  () => ["Rsc", "1"],
  (random) => ["Next-Url", random.pick(["/", "/products", "%", "//evil", "x".repeat(3_000)])],
  (random) => ["Next-Router-Prefetch", random.pick(["1", "2", "x"])],
  (random) => [
    "Next-Router-Segment-Prefetch",
    random.pick(["/_tree", "/_full", "/../x", "%", "x".repeat(3_000)]),
  ],
  (random) => ["Next-Action", random.pick(["x", "00", "40".repeat(21), "%", "a".repeat(3_000)])],
  (random) => ["X-Nextjs-Data", random.pick(["1", "x"])],
  (random) => ["X-Forwarded-For", random.pick(["1.2.3.4", "x", "::1", "1".repeat(500), "127.0.0.1, evil"])],
  (random) => ["X-Real-Ip", random.pick(["1.2.3.4", "x", ""])],
  (random) => ["X-Forwarded-Host", random.pick(["evil.test", "", "[", "a,b"])],
  (random) => ["X-Forwarded-Proto", random.pick(["https", "javascript", "x,y"])],
  (random) => ["X-Middleware-Subrequest", random.pick(["middleware", "proxy:proxy:proxy"])],
  () => ["X-Middleware-Prefetch", "1"],
  () => ["X-Invoke-Path", "/admin"],
  () => ["X-Matched-Path", "/admin"],
  () => ["X-Now-Route-Matches", "1=admin"],
  (random) => ["X-Shop-Locale", random.pick(["ko", "xx"])],
  () => ["X-Http-Method-Override", "DELETE"],
  (random) => ["If-None-Match", random.pick(["*", 'W/"x"', "x".repeat(4_000)])],
  (random) => ["If-Modified-Since", random.pick(["x", "Thu, 01 Jan 1970 00:00:00 GMT"])],
  (random) => ["If-Match", random.pick(["*", '"1"', "x"])],
  (random) => ["Range", random.pick(["bytes=0-0", "bytes=-1", "bytes=9-1", "x"])],
  () => ["Expect", "100-continue"],
  (random) => ["Authorization", random.pick(["Bearer", "Bearer x", "Basic %", "Bearer \u00e9"])],
  () => ["Purpose", "prefetch"],
  (random) => ["Content-Encoding", random.pick(["gzip", "br", "x"])],
];

const headerText = (random: Random): string =>
  hostileText(random)
    .replace(/[\r\n\0]/g, "")
    .slice(0, 2_000);

/** The headers of a caller who is somebody or nobody, with cookies of other apps and odd values between. */
export function hostileHeaders({ sessions }: World, random: Random, who: "none" | "any"): Header[] {
  const session = who === "any" && random.chance(0.75) ? random.pickFrom(sessions, "") : "";
  const foreign = random.chance(0.2) ? random.pick(FOREIGN_COOKIES) : "";
  const cookie = (random.chance(0.5) ? [session, foreign] : [foreign, session]).filter(Boolean).join("; ");
  const odd = Array.from({ length: random.chance(0.4) ? 1 + random.below(3) : 0 }, () =>
    random.make(ODD_HEADERS),
  );
  return [
    ["Host", random.chance(0.03) ? random.pick(["evil.test", "", "[", "a b", "localhost:x"]) : "localhost"],
    ...(cookie ? [["Cookie", cookie] as const] : []),
    ...odd,
    ...(random.chance(0.1) ? stateTree(random) : []),
  ];
}

const stateTree = (random: Random): Header[] => [
  ["Rsc", "1"],
  ["Next-Router-State-Tree", random.pick(STATE_TREES)],
];
