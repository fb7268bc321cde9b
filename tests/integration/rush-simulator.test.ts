import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, describe, expect, it } from "vitest";
import { RushRunResult, RushRuns, type RushSettings } from "#lib/rush/schema.ts";
import type { ApiAnswer } from "#tests/support/api.ts";
import { LivePage } from "#tests/support/live-page.ts";
import { newShopper, theAdmin } from "#tests/support/people.ts";
import { database } from "#tests/support/truth.ts";

afterAll(() => database.end());

const runIn = ({ status, body }: ApiAnswer, expected: number) => {
  if (status !== expected) throw new Error(`${status} ${JSON.stringify(body)}`);
  return RushRunResult.parse(body).run;
};

async function start(settings: Partial<RushSettings>) {
  return runIn(await (await theAdmin()).post("/api/admin/rush", settings), 201);
}

/** Asks for the run until it is over; the test fails by its own time limit when it never is. */
async function ended(id: string) {
  for (;;) {
    const run = runIn(await (await theAdmin()).get(`/api/admin/rush/${id}`), 200);
    if (run.state !== "running") return run;
    await pause(100);
  }
}

/** Rows of every table that a run writes into. */
async function leftovers(id: string): Promise<number> {
  const [row] = await database<{ rows: number }[]>`
    select (
      (select count(*) from users where starts_with(users.id, ${id})) +
      (select count(*) from orders where starts_with(user_id, ${id})) +
      (select count(*) from point_ledger where starts_with(user_id, ${id})) +
      (select count(*) from stock_movements where starts_with(product_id, ${id})) +
      (select count(*) from products where starts_with(products.id, ${id})) +
      (select count(*) from product_stock where starts_with(product_id, ${id})) +
      (select count(*) from coupons where starts_with(coupons.id, ${id})) +
      (select count(*) from user_coupons where starts_with(user_id, ${id})) +
      (select count(*) from idempotency_records where starts_with(user_id, ${id})))::int as rows`;
  return row?.rows ?? -1;
}

describe("the rush simulator", () => {
  it("sells exactly 30 of 30 to 150 shoppers, says so, and leaves nothing behind", async () => {
    const { id } = await start({ shoppers: 150, stock: 30 });
    const admin = await theAdmin();
    const page = await LivePage.open(`rush=${id}`, undefined, { cookie: admin.cookie ?? "" });
    const run = await ended(id);
    const last = await page.see(({ news }) => news.rush?.state === "done");
    expect(last.news.rush).toEqual(run);
    page.close();
    expect(run.failure).toBeNull();
    expect(run.state).toBe("done");
    expect(run.verdict).toMatchObject({
      ok: true,
      double: 0,
      lost: 0,
      unknown: 0,
      turnedAway: 0,
      unexpected: 0,
      broken: [],
    });
    expect(run.verdict?.sales[0]).toMatchObject({
      what: "product",
      offered: 30,
      told: 30,
      stored: 30,
      left: 0,
    });
    expect(run.verdict?.answers).toMatchObject({ "201": 30, "409 OUT_OF_STOCK": 120 });
    expect(run.progress).toMatchObject({ phase: "over", done: 150, total: 150 });
    expect(run.progress.points.at(-1)).toMatchObject({ left: 0 });
    expect(await leftovers(id)).toBe(0);
  });

  it.each(["carts", "claim", "top-up", "mixed"] as const)("judges %s over one process", async (kind) => {
    const { id } = await start({ kind, shoppers: 40, stock: 15, times: 2, processes: 1 });
    const run = await ended(id);
    expect(run).toMatchObject({ state: "done", failure: null });
    expect(run.verdict).toMatchObject({ ok: true, double: 0, lost: 0, unknown: 0 });
    expect(run.verdict?.sales.some(({ stored }) => stored > 0)).toBe(true);
    expect(await leftovers(id)).toBe(0);
  });

  it("runs one at a time, stops when it is cancelled, and judges what was done", async () => {
    const { id } = await start({ shoppers: 300, stock: 10, seconds: 120 });
    const admin = await theAdmin();
    expect(await admin.post("/api/admin/rush", {})).toMatchObject({
      status: 409,
      body: { code: "RUSH_RUNNING" },
    });
    expect(await admin.send("DELETE", `/api/admin/rush/${id}`)).toMatchObject({ status: 409 });
    const asked = runIn(await admin.post(`/api/admin/rush/${id}/cancel`), 200);
    expect(asked.isCancelling).toBe(true);
    const run = await ended(id);
    expect(run).toMatchObject({ state: "cancelled", verdict: { ok: true, lost: 0 } });
    expect(run.progress.done).toBeLessThan(300);
    expect(await leftovers(id)).toBe(0);
  });

  it("keeps its goods when it is told to, out of everybody's lists; only such rows can be deleted", async () => {
    const { id } = await start({ kind: "mixed", shoppers: 30, stock: 20, keep: true });
    await ended(id);
    expect(await leftovers(id)).toBeGreaterThan(60);
    const admin = await theAdmin();
    const [list, popular, coupons] = await Promise.all([
      admin.get("/api/products?q=rush&pageSize=100"),
      admin.get("/api/products/popular?limit=50"),
      admin.get("/api/coupons?pageSize=100"),
    ]);
    for (const { body } of [list, popular, coupons]) expect(JSON.stringify(body)).not.toContain(id);
    await expect(database`delete from point_ledger where not starts_with(user_id, 'rush-')`).rejects.toThrow(
      "append-only",
    );
    await expect(
      database`update point_ledger set amount = 1 where starts_with(user_id, ${id})`,
    ).rejects.toThrow("append-only");
  });

  it("deletes a run with what it kept", async () => {
    const { id } = await start({ shoppers: 5, stock: 3, keep: true });
    await ended(id);
    const admin = await theAdmin();
    expect((await admin.send("DELETE", `/api/admin/rush/${id}`)).status).toBe(204);
    expect(await leftovers(id)).toBe(0);
    expect((await admin.get(`/api/admin/rush/${id}`)).status).toBe(404);
  });

  it("lists its runs to admins only, refuses what makes no sense, and knows no other run", async () => {
    const admin = await theAdmin();
    const { items, isOn } = RushRuns.parse((await admin.get("/api/admin/rush")).body);
    expect(isOn).toBe(true);
    expect(items.length).toBeGreaterThanOrEqual(7);
    const shopper = await newShopper(0);
    expect((await shopper.get("/api/admin/rush")).status).toBe(403);
    expect((await shopper.post("/api/admin/rush", {})).status).toBe(403);
    expect((await admin.post("/api/admin/rush", { shoppers: 10_001 })).status).toBe(400);
    expect((await admin.post("/api/admin/rush", { shoppers: 10_000, times: 50 })).status).toBe(400);
    expect((await admin.get(`/api/admin/rush/${randomUUID()}`)).status).toBe(404);
  });
});
