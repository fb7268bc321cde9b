import { randomUUID } from "node:crypto";
import { drizzle } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { describe, expect, it } from "vitest";
import * as schema from "#db/schema/index.ts";
import { AdminUserPage } from "#lib/admin/person-schema.ts";
import { AdminProductPage, ProductPage } from "#lib/catalog/schema.ts";
import { CouponPage, UserCouponPage } from "#lib/coupons/schema.ts";
import { Caller, visitor } from "#tests/support/api.ts";
import { shop } from "#tests/support/environment.ts";
import { newCoupon, newProduct } from "#tests/support/goods.ts";
import { newShopper, theAdmin } from "#tests/support/people.ts";

/** A word that no other test uses, in small Latin letters. */
const newWord = () =>
  `w${randomUUID()
    .replace(/[^a-f]/g, "x")
    .slice(0, 10)}`;
const FULL_WIDTH_A = 0xff41;
const fullWidth = (word: string) =>
  word.replace(/[a-z]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) - 97 + FULL_WIDTH_A));

const find = async (q: string) =>
  ProductPage.parse((await visitor.get(`/api/products?${new URLSearchParams({ q })}`)).body).items.map(
    ({ id }) => id,
  );

describe("search", () => {
  it("finds a product however its name and the question are written", async () => {
    const word = newWord();
    const { id } = await newProduct({ stock: 1, name: `CAFÉ CRÈME ＡＢＣ１２ ${word} ﬁne Straße 달항아리` });
    const asked = [
      "café crème",
      "cafe creme",
      "CAFE\u0301",
      "Café",
      "abc12",
      "ａｂｃ１２",
      "ＡＢＣ",
      "fine",
      "ﬁne",
      "STRASSE",
      "straße",
      "STRAẞE",
      "달항아리",
      "달항아리".normalize("NFD"),
      "항아",
      "ca\u200bfé",
      word.toUpperCase(),
      fullWidth(word),
    ];
    for (const text of asked) expect(await find(`${text} ${word}`), text).toEqual([id]);
    for (const text of ["café\u3000", "\u00a0café", "  crème\tcafé "])
      expect(await find(`${text} ${word}`), text).toEqual([id]);
    for (const text of ["달항아라", "abc13"]) expect(await find(`${text} ${word}`), text).toEqual([]);
  });

  it("takes the signs that keyboards write in different ways for one", async () => {
    const word = newWord();
    const pairs = [
      ["Baker’s", "baker's"],
      ["Rock'n'roll", "rock’n‘roll"],
      ["Pour–over", "pour-over"],
      ["co-op", "co‐op"],
      ["빵·과자", "빵ㆍ과자"],
      ["빵ㆍ과자", "빵·과자"],
      ["30×40", "30x40"],
      ["“Moon”", '"moon"'],
      ["1〜2", "1～2"],
      ["ISTANBUL", "ıstanbul"],
    ] as const;
    for (const [name, asked] of pairs) {
      const { id } = await newProduct({ stock: 1, name: `${name} ${word}` });
      expect(await find(`${asked} ${word}`), `${asked} for ${name}`).toContain(id);
    }
  });

  it("finds a decomposed name, and Greek, Cyrillic and Turkish letters of either case", async () => {
    const word = newWord();
    const name = `${"한글 café".normalize("NFD")} ΟΔΟΣ ЙОД İstanbul ${word}`;
    const { id } = await newProduct({ stock: 1, name });
    for (const text of [
      "한글",
      "한글".normalize("NFD"),
      "CAFÉ",
      "οδος",
      "οδοσ",
      "йод",
      "istanbul",
      "İSTANBUL",
    ])
      expect(await find(`${text} ${word}`), text).toEqual([id]);
  });

  it("takes signs as they are", async () => {
    const word = newWord();
    const { id } = await newProduct({ stock: 1, name: `${word} 50% o_o back\\slash` });
    for (const text of ["50%", "５０％", "o_o", "back\\slash"])
      expect(await find(`${text} ${word}`), text).toEqual([id]);
    for (const text of ["5%0", "o%o", "_"]) expect(await find(`${text}${word}`), text).toEqual([]);
  });

  it("counts a long decomposed question as it is composed, and a blank one as none", async () => {
    const long = "가".repeat(40).normalize("NFD");
    expect((await visitor.get(`/api/products?q=${encodeURIComponent(long)}`)).status).toBe(200);
    expect((await visitor.get("/api/products?q=%20%20")).status).toBe(200);
    expect((await visitor.get(`/api/products?q=${"a".repeat(101)}`)).status).toBe(400);
  });

  it("follows a product that is renamed, or written past the shop", async () => {
    const [before, after, past] = [newWord(), newWord(), newWord()];
    const { id } = await newProduct({ stock: 1, name: before });
    const admin = await theAdmin();
    await admin.send("PATCH", `/api/admin/products/${id}`, {
      nameKo: "é".normalize("NFD") + after.toUpperCase(),
    });
    expect(await find(`é${after}`)).toEqual([id]);
    const client = postgres(shop.DATABASE_URL, { max: 1 });
    await drizzle(client, { schema }).execute(
      `update products set description = 'Ｂｙ ${past}' where id = '${id}'`,
    );
    await client.end();
    expect(await find(`by ${past}`)).toEqual([id]);
  });

  it("works the same for admins, who search products and people", async () => {
    const word = newWord();
    const { id } = await newProduct({ stock: 1, name: `CRÈME ${word}` });
    const admin = await theAdmin();
    const asked = new URLSearchParams({ q: `ｃｒｅｍｅ ${fullWidth(word)}` });
    const goods = AdminProductPage.parse((await admin.get(`/api/admin/products?${asked}`)).body);
    expect(goods.items.map((item) => item.id)).toEqual([id]);

    const person = { name: `Zoë ${"홍길동".normalize("NFD")} ${word}`, password: "a long password of mine" };
    await new Caller().post("/api/auth/sign-up/email", { ...person, email: `${word}@search.lockstep.test` });
    for (const q of [`zoe ${word}`, `홍길동 ${word}`, `ＺＯË ${word}`, `${word}@SEARCH`.toUpperCase()]) {
      const found = AdminUserPage.parse(
        (await admin.get(`/api/admin/users?${new URLSearchParams({ q })}`)).body,
      );
      expect(
        found.items.map(({ email }) => email),
        q,
      ).toEqual([`${word}@search.lockstep.test`]);
    }
  });

  it("reads prices as people write them, and refuses what is no amount", async () => {
    const word = newWord();
    const { id } = await newProduct({ stock: 1, price: 10_000, name: word });
    const within = async (minPrice: string) => {
      const asked = new URLSearchParams({ q: word, minPrice, maxPrice: "１０，０００원" });
      return visitor.get(`/api/products?${asked}`);
    };
    for (const price of ["10,000", "１０，０００", "10 000", "₩9,999", ""])
      expect((await within(price)).body, price).toMatchObject({ items: [{ id }] });
    for (const price of ["1e3", "0x10", "9.5", "ten"]) expect((await within(price)).status, price).toBe(400);
  });
});

describe("a coupon's name", () => {
  it("is in the caller's language, in every list", async () => {
    const admin = await theAdmin();
    const word = newWord();
    const coupon = await newCoupon({ totalQuantity: 2, name: `Snow ${word}`, nameKo: `첫눈 ${word}` });
    expect(coupon).toMatchObject({ name: `Snow ${word}`, nameKo: `첫눈 ${word}` });
    const shopper = await newShopper(0);
    await shopper.post(`/api/coupons/${coupon.id}/claim`);
    const named = async (language: string) => {
      const headers = { "accept-language": language };
      const all = CouponPage.parse((await visitor.get("/api/coupons?pageSize=100", headers)).body);
      const mine = UserCouponPage.parse((await shopper.get("/api/me/coupons", headers)).body);
      return [all.items.find(({ id }) => id === coupon.id)?.name, mine.items[0]?.name];
    };
    expect(await named("ko-KR,ko;q=0.9")).toEqual([`첫눈 ${word}`, `첫눈 ${word}`]);
    expect(await named("en")).toEqual([`Snow ${word}`, `Snow ${word}`]);

    const path = `/api/admin/coupons/${coupon.id}`;
    expect((await admin.send("PATCH", path, { nameKo: null })).body).toMatchObject({
      coupon: { nameKo: null },
    });
    expect(await named("ko")).toEqual([`Snow ${word}`, `Snow ${word}`]);
    expect((await admin.send("PATCH", path, { nameKo: "" })).status).toBe(400);
    expect(await newCoupon({ totalQuantity: 1 })).toMatchObject({ nameKo: null });
  });

  it("stays in front of what is used or expired, in a list of over a hundred", async () => {
    const shopper = await newShopper(1_000_000);
    const product = await newProduct({ stock: 10, price: 10_000 });
    const first = await newCoupon({ totalQuantity: 1, discount: { type: "fixed", value: 9_000 } });
    await shopper.post(`/api/coupons/${first.id}/claim`);
    const second = await newCoupon({ totalQuantity: 1 });
    const claimed = await shopper.post(`/api/coupons/${second.id}/claim`);
    const { userCoupon } = claimed.body as { userCoupon: { id: string } };
    await shopper.post("/api/checkout", {
      items: [{ productId: product.id, quantity: 1 }],
      userCouponId: userCoupon.id,
    });
    const list = UserCouponPage.parse((await shopper.get("/api/me/coupons?pageSize=1")).body);
    expect(list).toMatchObject({ total: 2, items: [{ couponId: first.id, status: "issued" }] });
  });
});
