import { afterAll, describe, expect, it } from "vitest";
import { HeldLocks } from "#lib/admin/schema.ts";
import { AuditReport } from "#lib/audit/schema.ts";
import { closeLocks, locks, productKey } from "#lib/locking/locks.ts";
import { closeRedis } from "#lib/redis/client.ts";
import { visitor } from "#tests/support/api.ts";
import { newCoupon, newProduct } from "#tests/support/goods.ts";
import { newShopper, theAdmin } from "#tests/support/people.ts";
import { database, stockOf } from "#tests/support/truth.ts";

afterAll(async () => {
  await closeLocks();
  await closeRedis();
  await database.end();
});

const HOUR_MS = 3_600_000;
const COUPON = {
  name: "Spring",
  discount: { type: "percent", value: 10, maxDiscount: 5_000 },
  totalQuantity: 10,
  startsAt: new Date(Date.now() - HOUR_MS).toISOString(),
  endsAt: new Date(Date.now() + HOUR_MS).toISOString(),
};

/** Errors of which one names this field. */
const errorsWith = (path: string): unknown => expect.arrayContaining([expect.objectContaining({ path })]);

describe("the admin API", () => {
  it("is for admins", async () => {
    const shopper = await newShopper(0);
    const paths = ["coupons", "products", "orders", "users", "locks", "audit"].map(
      (name) => `/api/admin/${name}`,
    );
    for (const path of paths) {
      expect((await visitor.get(path)).body).toMatchObject({ status: 401, code: "UNAUTHENTICATED" });
      expect((await shopper.get(path)).body).toMatchObject({ status: 403, code: "FORBIDDEN" });
    }
    expect((await shopper.post("/api/admin/coupons", COUPON)).body).toMatchObject({ code: "FORBIDDEN" });
    expect((await shopper.send("DELETE", "/api/admin/locks/lock%3Auser%3Ax")).body).toMatchObject({
      status: 403,
    });
  });

  it("publishes a coupon with what it was told", async () => {
    const answer = await (await theAdmin()).post("/api/admin/coupons", COUPON);
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({
      coupon: { ...COUPON, minOrder: 0, issued: 0, remaining: 10, state: "open", archivedAt: null },
    });
  });

  it.each([
    [{ name: "" }, "name"],
    [{ totalQuantity: 0 }, "totalQuantity"],
    [{ totalQuantity: 1.5 }, "totalQuantity"],
    [{ minOrder: -1 }, "minOrder"],
    [{ endsAt: COUPON.startsAt }, "endsAt"],
    [{ startsAt: "tomorrow" }, "startsAt"],
    [{ discount: { type: "percent", value: 101 } }, "discount.value"],
    [{ discount: { type: "gift", value: 1 } }, "discount.type"],
    [{ colour: "red" }, "colour"],
  ])("refuses a coupon with %j", async (wrong, path) => {
    const answer = await (await theAdmin()).post("/api/admin/coupons", { ...COUPON, ...wrong });
    expect(answer.body).toMatchObject({ status: 400, code: "VALIDATION", errors: errorsWith(path) });
  });

  it("keeps what is issued: the quantity, the terms, and the coupon itself", async () => {
    const admin = await theAdmin();
    const coupon = await newCoupon({ totalQuantity: 3 });
    const [first, second] = [await newShopper(0), await newShopper(0)];
    await first.post(`/api/coupons/${coupon.id}/claim`);
    await second.post(`/api/coupons/${coupon.id}/claim`);
    const path = `/api/admin/coupons/${coupon.id}`;
    expect((await admin.send("PATCH", path, { totalQuantity: 1 })).body).toMatchObject({
      status: 409,
      code: "COUPON_QUANTITY_BELOW_ISSUED",
    });
    expect((await admin.send("PATCH", path, { minOrder: 1 })).body).toMatchObject({ code: "VALIDATION" });
    expect((await admin.send("PATCH", path, { totalQuantity: 2, name: "Renamed" })).body).toMatchObject({
      coupon: { totalQuantity: 2, remaining: 0, state: "sold-out", name: "Renamed" },
    });
    expect((await admin.send("DELETE", path)).status).toBe(204);
    expect((await first.get("/api/me/coupons")).body).toMatchObject({ items: [{ couponId: coupon.id }] });
    expect((await (await newShopper(0)).post(`/api/coupons/${coupon.id}/claim`)).body).toMatchObject({
      status: 404,
    });
    const unissued = await newCoupon({ totalQuantity: 3 });
    expect((await admin.send("DELETE", `/api/admin/coupons/${unissued.id}`)).status).toBe(204);
    expect((await admin.send("DELETE", `/api/admin/coupons/${unissued.id}`)).body).toMatchObject({
      status: 404,
      code: "COUPON_NOT_FOUND",
    });
  });

  it("moves stock by a difference with its reason, never below nothing", async () => {
    const admin = await theAdmin();
    const product = await newProduct({ stock: 5 });
    const path = `/api/admin/products/${product.id}`;
    expect((await admin.send("PATCH", path, { stockDelta: -6, reason: "Lost" })).body).toMatchObject({
      status: 409,
      code: "OUT_OF_STOCK",
      available: 5,
    });
    expect((await admin.send("PATCH", path, { stockDelta: 3 })).body).toMatchObject({
      errors: errorsWith("reason"),
    });
    expect((await admin.send("PATCH", path, { stock: 3 })).body).toMatchObject({
      errors: errorsWith("stock"),
    });
    const moved = await admin.send("PATCH", path, { stockDelta: 3, reason: "Delivery", price: 2_000 });
    expect(moved.body).toMatchObject({ product: { stock: 8, price: 2_000 } });
    expect(await stockOf(product.id)).toEqual({ quantity: 8, moved: 8 });
    const log = await database`select action from admin_audit_log where target = ${product.id} order by id`;
    expect(log.map(({ action }) => action)).toEqual(["product.create", "product.change"]);
  });

  it("gives two products of one name an address each", async () => {
    const [first, second] = [
      await newProduct({ stock: 0, name: "Same name" }),
      await newProduct({ stock: 0, name: "Same name" }),
    ];
    expect(second.slug).not.toBe(first.slug);
    expect(await newProduct({ stock: 0, name: "한글 이름" })).toMatchObject({ name: "한글 이름" });
  });

  it("shows who holds a lock, and takes it by force", async () => {
    const admin = await theAdmin();
    const key = productKey(`held-${Date.now()}`);
    const lock = await locks().acquire(key, { waitMs: 0, leaseMs: 60_000 });
    const waiting = locks().acquire(key, { waitMs: 20_000, leaseMs: 5_000 });
    const path = `/api/admin/locks/${encodeURIComponent(key)}`;
    const seen = async () =>
      HeldLocks.parse((await admin.get("/api/admin/locks")).body).items.find((item) => item.key === key);
    await expect.poll(async () => (await seen())?.waiting).toBe(1);
    expect(await seen()).toMatchObject({ token: String(lock.token) });
    expect((await admin.send("DELETE", path)).status).toBe(204);
    const next = await waiting;
    expect(next.token).toBeGreaterThan(lock.token);
    await expect.poll(() => lock.signal.aborted).toBe(true);
    await next.release();
    expect((await admin.send("DELETE", path)).body).toMatchObject({ status: 404, code: "LOCK_NOT_FOUND" });
    const [deed] = await database`select action from admin_audit_log where target = ${key}`;
    expect(deed).toEqual({ action: "lock.force-release" });
  });

  it("lists orders and people by what is asked", async () => {
    const admin = await theAdmin();
    const product = await newProduct({ stock: 5 });
    const buyer = await newShopper(10_000);
    await buyer.post("/api/checkout", { items: [{ productId: product.id, quantity: 1 }] });
    expect((await admin.get(`/api/admin/orders?userId=${buyer.id}`)).body).toMatchObject({
      total: 1,
      items: [{ status: "paid", user: { id: buyer.id, email: buyer.email } }],
    });
    expect(
      (await admin.get(`/api/admin/orders?productId=${product.id}&status=cancelled`)).body,
    ).toMatchObject({ total: 0 });
    expect((await admin.get(`/api/admin/users?q=${buyer.email}`)).body).toMatchObject({
      total: 1,
      items: [{ id: buyer.id, role: "shopper", balance: 9_000, orders: 1 }],
    });
  });

  it("audits the shop as it runs", async () => {
    const report = AuditReport.parse((await (await theAdmin()).get("/api/admin/audit")).body);
    expect(report.checks.length).toBeGreaterThanOrEqual(25);
    expect(report.checks.filter(({ ok }) => !ok)).toEqual([]);
  });
});

describe("operations", () => {
  it("tell whether the shop lives and is ready, and what it counts", async () => {
    expect((await visitor.get("/api/health/live")).status).toBe(200);
    expect(await visitor.get("/api/health/ready")).toMatchObject({
      status: 200,
      body: { status: "ok", postgres: "up", redis: "up", lock: "up" },
    });
    expect((await visitor.get("/api/metrics")).body).toMatchObject({ status: 401, code: "UNAUTHENTICATED" });
    const metrics = await visitor.get("/api/metrics", { authorization: "Bearer test-metrics-token" });
    expect(metrics.status).toBe(200);
    expect(metrics.body).toContain("lockstep_http_requests_total");
    expect((await (await theAdmin()).get("/api/metrics")).status).toBe(200);
  });

  it("answer an unknown address as a problem", async () => {
    expect((await visitor.get("/api/nothing/here")).body).toMatchObject({ status: 404, code: "NOT_FOUND" });
  });
});
