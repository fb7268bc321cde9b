import { afterAll, expect, it } from "vitest";
import { Overview } from "#lib/admin/schema.ts";
import { AuditRun } from "#lib/audit/schema.ts";
import { AuditLog } from "#lib/audit-log/schema.ts";
import { shop } from "#tests/support/environment.ts";
import { newCoupon, newProduct } from "#tests/support/goods.ts";
import { newShopper, theAdmin } from "#tests/support/people.ts";
import { database } from "#tests/support/truth.ts";

afterAll(() => database.end());

async function overview() {
  const admin = await theAdmin();
  const { body } = await admin.get("/api/live?overview=1", { accept: "application/json" });
  return Overview.parse((body as { overview: unknown }).overview);
}

it("runs the audit when asked, and keeps what was found", async () => {
  const admin = await theAdmin();
  const answer = await admin.post("/api/admin/audit");
  expect(answer.status).toBe(201);
  const run = AuditRun.parse(answer.body);
  expect(run).toMatchObject({ actor: shop.ADMIN_EMAIL });
  const [kept] = await database`select ok, report from audit_runs order by id desc limit 1`;
  expect(kept).toMatchObject({ ok: run.ok, report: { checks: run.checks } });
  expect((await (await newShopper(0)).post("/api/admin/audit")).status).toBe(403);
});

it("tells every deed with who, what, before and after, newest first, and nobody can change it", async () => {
  const admin = await theAdmin();
  const product = await newProduct({ stock: 1, price: 500 });
  await admin.send("PATCH", `/api/admin/products/${product.id}`, { price: 700 });
  const path = `/api/admin/log?target=${product.id}`;
  const first = AuditLog.parse((await admin.get(`${path}&limit=1`)).body);
  expect(first.items).toMatchObject([
    {
      action: "product.change",
      actor: { email: shop.ADMIN_EMAIL },
      detail: { name: product.name, before: { price: 500 }, after: { price: 700 } },
    },
  ]);
  const second = AuditLog.parse((await admin.get(`${path}&limit=1&cursor=${first.nextCursor}`)).body);
  expect(second.items).toMatchObject([{ action: "product.create" }]);
  expect(second.nextCursor).toBeNull();
  expect((await admin.get(`${path}&action=product.create`)).body).toMatchObject({
    items: [{ action: "product.create" }],
  });
  expect((await admin.get("/api/admin/log?cursor=bm8")).status).toBe(400);
  for (const change of [
    "update admin_audit_log set action = 'nothing'",
    "delete from admin_audit_log",
    "truncate admin_audit_log",
  ]) {
    await expect(database.unsafe(change)).rejects.toThrow("append-only");
  }
});

it("the overview counts today against yesterday, and tells what needs a look", async () => {
  const before = await overview();
  const buyer = await newShopper(10_000);
  const product = await newProduct({ stock: 1, price: 3_000 });
  const coupon = await newCoupon({ totalQuantity: 20 });
  await buyer.post(`/api/coupons/${coupon.id}/claim`);
  await buyer.post("/api/points/top-up", { amount: 400 });
  const items = [{ productId: product.id, quantity: 1 }];
  await buyer.post("/api/checkout", { items });
  await buyer.post("/api/checkout", { items });
  await expect
    .poll(async () => (await overview()).pulse.reduce((sum, { soldOuts }) => sum + soldOuts, 0))
    .toBeGreaterThan(0);
  const after = await overview();
  // Other tests buy at the same time.
  expect(after.orders).toBeGreaterThan(before.orders);
  expect(after.revenue).toBeGreaterThanOrEqual(before.revenue + 3_000);
  expect(after.claims).toBeGreaterThan(before.claims);
  expect(after.topUps).toBeGreaterThanOrEqual(before.topUps + 400);
  expect(after.pulse.some(({ orders }) => orders > 0)).toBe(true);
  expect(after.isLockUp).toBe(true);
  expect(after.low.every(({ stock }) => stock <= 12)).toBe(true);
});
