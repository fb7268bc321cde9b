import { createHash, randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { visitor } from "#tests/support/api.ts";
import { AppDoor, doorsToEach, textOf } from "#tests/support/app-door.ts";
import { newProduct } from "#tests/support/goods.ts";
import { newShopper, theAdmin } from "#tests/support/people.ts";

/** Half of what a page is kept for when no change is announced: sooner is only who heard of it. */
const WITHIN_MS = 5_000;

const JsonLd = z.object({
  "@type": z.literal("Product"),
  name: z.string(),
  offers: z.object({
    price: z.number(),
    availability: z.string(),
    inventoryLevel: z.object({ value: z.number() }),
  }),
});

async function pageOf(path: string, headers: Record<string, string> = {}): Promise<string> {
  const answer = await visitor.get(path, headers);
  expect(answer.status).toBe(200);
  return String(answer.body);
}

function jsonLdIn(page: string) {
  const [, text] = /<script type="application\/ld\+json">([^<]*)<\/script>/.exec(page) ?? [];
  return JsonLd.parse(JSON.parse(text ?? "null"));
}

const productAt = async (door: AppDoor, slug: string) =>
  jsonLdIn(await textOf(await door.ask(`/products/${slug}`))).offers;

describe("a page's language", () => {
  it.each([
    ["/products", { "accept-language": "ko-KR,ko;q=0.9" }, "ko"],
    ["/products", { "accept-language": "ko", cookie: "locale=en" }, "en"],
    ["/products", {}, "en"],
    ["/ko/products", { cookie: "locale=en" }, "ko"],
    ["/en", { "accept-language": "ko" }, "en"],
    ["/ko", {}, "ko"],
  ])("of %s with %j is %s", async (path, headers, lang) => {
    expect(await pageOf(path, headers)).toContain(`<html lang="${lang}"`);
  });

  it("is remembered from an address that has it", async () => {
    const { headers } = await visitor.get("/ko/products");
    expect(headers.getSetCookie()).toEqual([expect.stringMatching(/^locale=ko; Path=\/;/)]);
    const again = await visitor.get("/ko/products", { cookie: "locale=ko" });
    expect(again.headers.getSetCookie()).toEqual([]);
  });

  it("is what the visitor says, not what a header pretends", async () => {
    expect(await pageOf("/products", { "x-shop-locale": "ko" })).toContain('<html lang="en"');
  });

  it("is chosen by a plain form that leads back, and only to this shop", async () => {
    const choose = (referer: string) =>
      visitor.post("/language", "locale=ko", {
        referer,
        "content-type": "application/x-www-form-urlencoded",
      });
    const home = new URL("/", z.url().parse(process.env["APP_URL"]));
    const back = await choose(new URL("/en/products?q=mug", home).href);
    expect(back.status).toBe(303);
    expect(back.headers.get("location")).toBe("/products?q=mug");
    expect(back.headers.get("set-cookie")).toMatch(/^locale=ko;/);
    for (const elsewhere of ["https://evil.test/products", `${home.origin}//evil.test/`]) {
      expect((await choose(elsewhere)).headers.get("location")).toBe("/");
    }
  });
});

describe("a page that is kept", () => {
  it("shows a change of price and stock in every process as soon as it is announced", async () => {
    const product = await newProduct({ stock: 9, price: 1_000 });
    const doors = await doorsToEach();
    expect(doors.length).toBeGreaterThan(1);
    const before = await Promise.all(doors.map((door) => productAt(door, product.slug)));
    for (const offer of before) expect(offer).toMatchObject({ price: 1_000, inventoryLevel: { value: 9 } });

    const change = { price: 2_500, stockDelta: -9, reason: "Counted" };
    await (await theAdmin()).send("PATCH", `/api/admin/products/${product.id}`, change);
    const changedAt = performance.now();
    const lateBy = async (door: AppDoor): Promise<number> => {
      for (;;) {
        const asked = performance.now();
        const offer = await productAt(door, product.slug);
        if (offer.price === 2_500 && offer.availability.endsWith("SoldOut")) return asked - changedAt;
        if (asked - changedAt > 3 * WITHIN_MS) return Number.POSITIVE_INFINITY;
      }
    };
    for (const late of await Promise.all(doors.map(lateBy))) expect(late).toBeLessThan(WITHIN_MS);
    for (const door of doors) door.close();
  });

  it("is the same for everybody, whoever asks first", async () => {
    const product = await newProduct({ stock: 3 });
    const shopper = await newShopper(0);
    const path = `/products/${product.slug}`;
    const [hers, theirs] = [await shopper.get(path), await visitor.get(path)];
    expect(String(hers.body)).not.toContain(shopper.email);
    expect(hers.headers.getSetCookie()).toEqual([]);
    expect(String(theirs.body)).toContain('href="/sign-in"');
    expect(theirs.headers.get("cache-control")).toBe("private, no-cache");
    expect(theirs.headers.get("x-frame-options")).toBe("DENY");
  });

  it("is not sent again to who has it", async () => {
    const { slug } = await newProduct({ stock: 3 });
    const door = new AppDoor();
    const askAgain = (etag = "") => door.ask(`/products/${slug}`, { headers: { "if-none-match": etag } });
    let first = await askAgain();
    let again = first;
    // The page may be made anew in between, when the process hears late of the product.
    for (let text = await textOf(first); text !== ""; text = await textOf(again)) {
      first = again;
      again = await askAgain(first.headers.etag);
    }
    expect(again.statusCode).toBe(304);
    // The browser puts these in the place of what it kept: with another policy the page's scripts would not run.
    for (const name of ["content-security-policy", "cache-control", "vary"])
      expect(again.headers[name]).toEqual(first.headers[name]);
    door.close();
  });

  it("that does not exist is not found", async () => {
    expect((await visitor.get(`/products/${randomUUID()}`)).status).toBe(404);
  });
});

describe("a page's scripts", () => {
  const policyOf = ({ headers }: { headers: Headers }) => {
    const policy = headers.get("content-security-policy") ?? "";
    const scripts = policy.split("; ").find((part) => part.startsWith("script-src")) ?? "";
    return { policy, scripts: scripts.split(" ").slice(1) };
  };
  const inlineIn = (body: unknown) => [
    ...String(body).matchAll(/<script(?! src=)([^>]*)>([\s\S]*?)<\/script>/g),
  ];

  it("are the very ones that a kept page was rendered with", async () => {
    const answer = await visitor.get("/products");
    const { policy, scripts } = policyOf(answer);
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain("object-src 'none'");
    const inline = inlineIn(answer.body);
    expect(inline.length).toBeGreaterThan(0);
    // The page's address and name as data are no script, and nobody's business to run.
    const isData = (attributes = "") => attributes.includes("application/ld+json");
    const own = inline.filter(([, attributes]) => !isData(attributes));
    expect(own.length).toBe(scripts.length - 1);
    for (const [, , text = ""] of own)
      expect(scripts).toContain(`'sha256-${createHash("sha256").update(text).digest("base64")}'`);
    expect(String(answer.body)).not.toContain("nonce=");
    expect(answer.headers.get("link") ?? "").not.toContain("nonce");
    expect(scripts.filter((allowed) => !allowed.startsWith("'sha256-"))).toEqual(["'self'"]);
  });

  it("carry a number used once where the page is the caller's own", async () => {
    const [first, second] = [await visitor.get("/cart"), await visitor.get("/cart")];
    const { scripts } = policyOf(first);
    expect(scripts).toEqual(["'self'", expect.stringMatching(/^'nonce-.{22,}'$/)]);
    const nonce = scripts[1]?.slice("'nonce-".length, -1);
    for (const [, attributes = ""] of inlineIn(first.body)) expect(attributes).toContain(`nonce="${nonce}"`);
    expect(policyOf(second).scripts).not.toEqual(scripts);
  });
});

describe("a product's page", () => {
  it("tells search engines what is really there", async () => {
    const name = `</script><b>Mug ${randomUUID()}`;
    const product = await newProduct({ stock: 4, price: 7_000, name });
    const page = await pageOf(`/products/${product.slug}`);
    expect(jsonLdIn(page)).toMatchObject({
      name,
      offers: { price: 7_000, availability: "https://schema.org/InStock", inventoryLevel: { value: 4 } },
    });
    const later = await newProduct({ stock: 4, saleStartsAt: "2036-01-01T00:00:00.000Z" });
    expect(jsonLdIn(await pageOf(`/products/${later.slug}`)).offers.availability).toBe(
      "https://schema.org/PreOrder",
    );
  });

  it("has one address a language, and names the others", async () => {
    const { slug } = await newProduct({ stock: 1 });
    const page = await pageOf(`/ko/products/${slug}`);
    expect(page).toMatch(new RegExp(`<link rel="canonical" href="[^"]*/ko/products/${slug}"`));
    const either = await pageOf(`/products/${slug}`, { "accept-language": "ko" });
    expect(either).toMatch(new RegExp(`<link rel="canonical" href="http[^"]*\\d/products/${slug}"`));
    for (const [language, address] of [
      ["en", "/en/products/"],
      ["ko", "/ko/products/"],
      ["x-default", "/products/"],
    ])
      expect(page).toMatch(new RegExp(`hrefLang="${language}" href="http[^"]*\\d${address}${slug}"`));
    expect(page).toMatch(new RegExp(`property="og:image" content="[^"]*/og/ko/${slug}"`));
  });

  it.each(["en", "ko"])("has a picture in the language %s", async (locale) => {
    const { slug } = await newProduct({ stock: 1, name: "달항아리 Mug 🏺 ₩" });
    const door = new AppDoor();
    const picture = await door.ask(`/og/${locale}/${slug}`);
    expect(picture.statusCode).toBe(200);
    expect(picture.headers["content-type"]).toBe("image/png");
    picture.resume();
    expect((await visitor.get(`/og/${locale}/${randomUUID()}`)).status).toBe(404);
    door.close();
  });
});

describe("a product that is sold out", () => {
  const offeredOn = (page: string): string[] =>
    [...(page.split("Similar, and in stock")[1] ?? "").matchAll(/<a [^>]*href="(\/products\/[^"?]+)"/g)].map(
      ([, href = ""]) => href,
    );

  it("is near to what is to be had: of its category first, then of others", async () => {
    const category = `near-${randomUUID().slice(0, 8)}`;
    const soldOut = await newProduct({ stock: 0, category });
    for (let other = 0; other < 4; other += 1) await newProduct({ stock: 3 });
    const alone = offeredOn(await pageOf(`/products/${soldOut.slug}`));
    expect(new Set(alone).size).toBe(4);
    expect(alone).not.toContain(`/products/${soldOut.slug}`);
    const twin = await newProduct({ stock: 3, category });
    await expect
      .poll(async () => offeredOn(await pageOf(`/products/${soldOut.slug}`))[0], { timeout: 30_000 })
      .toBe(`/products/${twin.slug}`);
  });
});

describe("the sitemap", () => {
  it("lists every product in both languages, and robots name it", async () => {
    const { slug } = await newProduct({ stock: 1 });
    const sitemap = await pageOf("/sitemap.xml");
    for (const locale of ["en", "ko"])
      expect(sitemap).toMatch(new RegExp(`<loc>http[^<]*/${locale}/products/${slug}</loc>`));
    const robots = await pageOf("/robots.txt");
    expect(robots).toMatch(/^Sitemap: http.*\/sitemap\.xml$/m);
    expect(robots).toContain("Disallow: /checkout");
  });
});
