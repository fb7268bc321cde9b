import { randomUUID } from "node:crypto";
import { afterAll, expect, it } from "vitest";
import { AdminCouponPage, CouponHolders } from "#lib/coupons/schema.ts";
import { allAtOnce, tally } from "#tests/support/api.ts";
import { newCoupon, newProduct } from "#tests/support/goods.ts";
import { newShopper, newShoppers, theAdmin } from "#tests/support/people.ts";
import { database, stockOf } from "#tests/support/truth.ts";

afterAll(() => database.end());

const HOUR_MS = 3_600_000;
const NEW = {
  discount: { type: "percent", value: 10 },
  totalQuantity: 5,
  startsAt: new Date(Date.now() - HOUR_MS).toISOString(),
  endsAt: new Date(Date.now() + HOUR_MS).toISOString(),
};

async function found(query: Record<string, string>): Promise<string[]> {
  const answer = await (await theAdmin()).get(`/api/admin/coupons?${new URLSearchParams(query)}`);
  return AdminCouponPage.parse(answer.body).items.map(({ id }) => id);
}

it("finds coupons by words and by state", async () => {
  const word = randomUUID().slice(0, 8);
  const open = await newCoupon({ name: `Open ${word}`, nameKo: `열림 ${word}`, totalQuantity: 2 });
  const later = await newCoupon({
    name: `Later ${word}`,
    totalQuantity: 2,
    startsAt: new Date(Date.now() + HOUR_MS / 2).toISOString(),
  });
  const gone = await newCoupon({ name: `Gone ${word}`, totalQuantity: 1 });
  const shopper = await newShopper(0);
  await shopper.post(`/api/coupons/${gone.id}/claim`);
  expect(await found({ q: word })).toEqual([gone.id, later.id, open.id]);
  expect(await found({ q: `열림 ${word}` })).toEqual([open.id]);
  expect(await found({ q: word, state: "open" })).toEqual([open.id]);
  expect(await found({ q: word, state: "scheduled" })).toEqual([later.id]);
  expect(await found({ q: word, state: "sold-out" })).toEqual([gone.id]);
  const admin = await theAdmin();
  await admin.send("DELETE", `/api/admin/coupons/${gone.id}`);
  expect(await found({ q: word, state: "archived" })).toEqual([gone.id]);
  expect(await found({ q: word, state: "ended" })).toEqual([]);
});

it("ends a coupon now: nobody claims it any more, and who holds it uses it", async () => {
  const admin = await theAdmin();
  const coupon = await newCoupon({ totalQuantity: 5 });
  const [holder, late] = [await newShopper(10_000), await newShopper(0)];
  const claimed = await holder.post(`/api/coupons/${coupon.id}/claim`);
  const { userCoupon } = claimed.body as { userCoupon: { id: string } };
  const path = `/api/admin/coupons/${coupon.id}/end`;
  expect((await holder.post(path)).body).toMatchObject({ code: "FORBIDDEN" });
  expect((await admin.post(path)).body).toMatchObject({ coupon: { state: "ended", issued: 1 } });
  expect((await admin.post(path)).body).toMatchObject({ status: 422, code: "COUPON_NOT_OPEN" });
  expect((await late.post(`/api/coupons/${coupon.id}/claim`)).body).toMatchObject({
    code: "COUPON_NOT_OPEN",
  });
  const product = await newProduct({ stock: 1, price: 5_000 });
  const order = { items: [{ productId: product.id, quantity: 1 }], userCouponId: userCoupon.id };
  expect((await holder.post("/api/checkout", order)).body).toMatchObject({ order: { discount: 500 } });
  expect((await admin.get(`/api/admin/coupons/${coupon.id}`)).body).toMatchObject({ coupon: { used: 1 } });
  const log = await database`
    select detail from admin_audit_log where target = ${coupon.id} and action = 'coupon.end'`;
  expect(log[0]?.["detail"]).toMatchObject({ before: { endsAt: coupon.endsAt } });
});

it("tells who claimed and who used it, page by page and as a file", async () => {
  const admin = await theAdmin();
  const coupon = await newCoupon({ totalQuantity: 5 });
  const shoppers = await newShoppers(5, 1_000);
  for (const shopper of shoppers) await shopper.post(`/api/coupons/${coupon.id}/claim`);
  const path = `/api/admin/coupons/${coupon.id}/holders`;
  const first = CouponHolders.parse((await admin.get(`${path}?limit=3`)).body);
  const second = CouponHolders.parse((await admin.get(`${path}?limit=3&cursor=${first.nextCursor}`)).body);
  const seen = [...first.items, ...second.items].map(({ user }) => user.email);
  expect(seen).toEqual(shoppers.map(({ email }) => email).toReversed());
  expect(second.nextCursor).toBeNull();
  const back = await admin.get(`${path}?limit=3&before=${second.previousCursor}`);
  expect(back.body).toMatchObject({ items: first.items });
  const file = await admin.get(`${path}.csv?status=issued`);
  expect(String(file.body).trim().split("\r\n")).toHaveLength(6);
  expect((await admin.get("/api/admin/coupons/nothing/holders")).status).toBe(404);
});

it("makes a coupon and a product, and moves stock, once a key", async () => {
  const admin = await theAdmin();
  const name = `Once ${randomUUID()}`;
  const key = () => ({ "Idempotency-Key": randomUUID() });
  const couponKey = key();
  const coupons = await allAtOnce([1, 2, 3], () =>
    admin.post("/api/admin/coupons", { ...NEW, name }, couponKey),
  );
  const again = await admin.post("/api/admin/coupons", { ...NEW, name }, couponKey);
  expect(again.headers.get("idempotency-replayed")).toBe("true");
  expect(Object.keys(tally(coupons)).every((code) => /^(201|409 IDEMPOTENCY_IN_FLIGHT)$/.test(code))).toBe(
    true,
  );
  expect(await found({ q: name })).toHaveLength(1);
  const other = await admin.post("/api/admin/coupons", { ...NEW, name, totalQuantity: 6 }, couponKey);
  expect(other.body).toMatchObject({ code: "IDEMPOTENCY_KEY_REUSED" });

  const product = { name, description: "Once.", category: "test", price: 100, stock: 3 };
  const productKey = key();
  const [made, replayed] = [
    await admin.post("/api/admin/products", product, productKey),
    await admin.post("/api/admin/products", product, productKey),
  ];
  expect(replayed.body).toEqual(made.body);
  expect(replayed.headers.get("etag")).toBe(made.headers.get("etag"));
  const { id } = (made.body as { product: { id: string } }).product;
  const move = { stockDelta: 4, reason: "Delivery" };
  const moveKey = key();
  for (let times = 0; times < 3; times += 1) {
    const moved = await admin.send("PATCH", `/api/admin/products/${id}`, move, moveKey);
    expect(moved.body).toMatchObject({ product: { stock: 7 } });
  }
  expect(await stockOf(id)).toEqual({ quantity: 7, moved: 7 });
  const log = await database`select detail from admin_audit_log where target = ${id} order by id`;
  expect(log).toHaveLength(2);
  expect(log[1]?.["detail"]).toMatchObject({ reason: "Delivery", before: { stock: 3 }, after: { stock: 7 } });
});
