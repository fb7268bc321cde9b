import { afterAll, describe, expect, it } from "vitest";
import { visitor } from "#tests/support/api.ts";
import { newProduct } from "#tests/support/goods.ts";
import { newShopper, theAdmin } from "#tests/support/people.ts";
import { database } from "#tests/support/truth.ts";

afterAll(() => database.end());

describe("a cursor that is not ours", () => {
  it.each(["abc", "%00", "x".repeat(300), "MTI7IGRyb3AgdGFibGU", "", "a&cursor=b"])(
    "shows the first page, and is a 400 to callers: %.30s",
    async (cursor) => {
      const shopper = await newShopper(1_000);
      for (const path of ["/orders", "/points"])
        expect((await shopper.get(`${path}?cursor=${cursor}`)).status).toBe(200);
      if (cursor === "a&cursor=b") return;
      for (const path of ["/api/orders", "/api/points/history"])
        expect((await shopper.get(`${path}?cursor=${cursor}`)).body).toMatchObject({ code: "VALIDATION" });
    },
  );
});

describe("a picture's address", () => {
  const bad = [
    "https://",
    "https://[",
    "https://x:99999/",
    "/\\evil.test/x",
    "//evil.test/x",
    "javascript:alert(1)",
  ];

  it.each(bad)("%s is refused", async (imageUrl) => {
    const admin = await theAdmin();
    const { id } = await newProduct({ stock: 1 });
    const answer = await admin.send("PATCH", `/api/admin/products/${id}`, { imageUrl });
    expect(answer.body).toMatchObject({ code: "VALIDATION", errors: [{ path: "imageUrl" }] });
  });

  it.each(bad)(
    "%s that is stored already leaves every page of the product as it is without one",
    async (imageUrl) => {
      const shopper = await newShopper(10_000);
      const { id, slug } = await newProduct({ stock: 5 });
      await database`update products set image_url = ${imageUrl} where id = ${id}`;
      for (const path of [
        `/products/${slug}`,
        `/ko/products/${slug}`,
        "/products?sort=newest",
        `/og/en/${slug}`,
      ])
        expect((await visitor.get(path)).status).toBe(200);
      expect((await visitor.get(`/api/products/${slug}`)).body).toMatchObject({ imageUrl: null });
      expect((await (await theAdmin()).get(`/admin/products/${id}`)).status).toBe(200);
      expect((await shopper.post("/api/checkout", { items: [{ productId: id, quantity: 1 }] })).status).toBe(
        201,
      );
      expect((await shopper.get("/orders")).status).toBe(200);
    },
  );
});

describe("cookies of other apps on this host", () => {
  it.each([
    "cart=100%",
    "cart=%E0%A4%A",
    'cart={"items":[1]}',
    "cart=%00",
    "cart-count=%; cart=%",
    "locale=%E0%A4%A",
    "better-auth.session_token=%",
    "better-auth.session_token=%E0%A4%A.x",
    "; ;=; =%",
    `cart=${"%".repeat(3_000)}`,
  ])("%.40s change nothing", async (cookie) => {
    const shopper = await newShopper(0);
    for (const path of ["/", "/products", "/cart", "/coupons", "/sign-in"])
      expect((await visitor.get(path, { cookie })).status).toBe(200);
    for (const path of ["/cart", "/points", "/account"])
      expect((await visitor.get(path, { cookie: `${cookie}; ${shopper.session}` })).status).toBe(200);
  });
});

describe("text that can't be kept", () => {
  const unkept = ["a\0b", "\ud800", "x\udfff", "a\u001b[31m", "line\nbreak", "\u200b", "   "];

  it.each(unkept)("%j is refused wherever a name is asked for", async (name) => {
    const admin = await theAdmin();
    const facts = { description: "x", category: "test", price: 1, stock: 0 };
    const times = { startsAt: "2030-01-01T00:00:00Z", endsAt: "2031-01-01T00:00:00Z" };
    const coupon = { discount: { type: "fixed", value: 1 }, totalQuantity: 1, ...times };
    for (const [path, body] of [
      ["/api/admin/products", { ...facts, name }],
      ["/api/admin/products", { ...facts, name: "Mug", nameKo: name }],
      ["/api/admin/coupons", { ...coupon, name }],
    ] as const)
      expect((await admin.post(path, body)).body).toMatchObject({ status: 400, code: "VALIDATION" });
  });

  it.each(["%00", "a%00b", "%E0%A4%A", "%ED%A0%80"])("%s is no search", async (q) => {
    expect((await visitor.get(`/products?q=${q}`)).status).toBe(200);
    expect((await (await theAdmin()).get(`/admin/users?q=${q}`)).status).toBe(200);
    expect((await visitor.get(`/api/products?q=${q}`)).status).toBeLessThan(500);
  });
});

describe("a page beyond the end of a list", () => {
  it.each(["/admin/orders", "/admin/users"])(
    "means nothing to %s, which goes on by cursors",
    async (path) => {
      const admin = await theAdmin();
      const { status, body } = await admin.get(`${path}?page=999`);
      expect(status).toBe(200);
      // A short answer when it is not so: the page is long.
      expect(new RegExp(`href="${path}/[^"?]+"`).test(String(body))).toBe(true);
    },
  );

  it.each(["999", "100000", "100001", "9".repeat(30)])("is the last page: %s", async (page) => {
    const admin = await theAdmin();
    for (const path of ["/products", "/coupons", "/admin/products", "/admin/coupons"]) {
      const answer = await admin.get(`${path}?page=${page}`);
      expect(answer.status, path).toBe(307);
      const location = answer.headers.get("location") ?? "";
      expect(location.startsWith(path)).toBe(true);
      expect((await admin.get(location)).status).toBe(200);
    }
  });

  it("leads to the last page in the language of the address, also without a cookie", async () => {
    for (const [path, query] of [
      ["/ko/products", "category=desk&page=999"],
      ["/en/products", "category=desk&page=999"],
      ["/ko/coupons", "page=999"],
      ["/en/coupons", "page=100001"],
    ] as const) {
      const { status, headers } = await visitor.get(`${path}?${query}`);
      expect(status).toBe(307);
      expect(headers.get("location")).toMatch(new RegExp(`^${path}(\\?|$)`));
    }
    expect((await visitor.get("/coupons?page=999")).headers.get("location")).toMatch(/^\/coupons/);
  });
});

describe("products of one name, made at once", () => {
  it.each(["Twelve of a kind", "열두 개의 잔", "🏺", "Popular", "popular"])(
    "%s: each has an address",
    async (name) => {
      const made = await Promise.all(Array.from({ length: 12 }, () => newProduct({ stock: 1, name })));
      const slugs = new Set(made.map(({ slug }) => slug));
      expect(slugs.size).toBe(12);
      expect(slugs).not.toContain("popular");
      for (const { slug, id } of made)
        expect((await visitor.get(`/api/products/${slug}`)).body).toMatchObject({ id });
    },
  );
});
