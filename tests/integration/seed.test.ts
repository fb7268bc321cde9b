import { existsSync } from "node:fs";
import { verifyPassword } from "better-auth/crypto";
import { drizzle } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as schema from "#db/schema/index.ts";
import { seedAdmin } from "#db/seed/admin.ts";
import { seedDatabase } from "#db/seed/index.ts";
import { auditWithin } from "#lib/audit/run-audit.ts";
import { shop } from "#tests/support/environment.ts";
import { newDatabase, type OwnDatabase } from "#tests/support/own-database.ts";

let own: OwnDatabase;
let database: postgres.Sql;
let answers: boolean[];

beforeAll(async () => {
  own = await newDatabase(shop.DATABASE_URL);
  database = postgres(own.url, { max: 1, onnotice: () => {} });
  answers = await Promise.all([seedDatabase(own.url), seedDatabase(own.url)]);
});

afterAll(async () => {
  await database.end();
  await own.drop();
});

/** How many rows a query finds. */
async function countOf(query: string): Promise<number> {
  return (await database.unsafe(query)).length;
}

describe("the seed", () => {
  it("fills the shop once when two machines start together, and never again", async () => {
    expect(answers.toSorted()).toEqual([false, true]);
    const before = await countOf("select from stock_movements");
    expect(await seedDatabase(own.url)).toBe(false);
    expect(await countOf("select from stock_movements")).toBe(before);
  });

  it("stocks a shop in two languages, with a picture for every product", async () => {
    const products = await database<{ imageUrl: string; nameKo: string; descriptionKo: string }[]>`
      select image_url as "imageUrl", name_ko as "nameKo", description_ko as "descriptionKo" from products`;
    expect(products.length).toBeGreaterThanOrEqual(24);
    expect(await countOf("select category from products group by category")).toBeGreaterThanOrEqual(5);
    for (const { imageUrl, nameKo, descriptionKo } of products) {
      expect(existsSync(`public${imageUrl}`), imageUrl).toBe(true);
      expect(nameKo).toMatch(/[가-힣]/);
      expect(descriptionKo).toMatch(/[가-힣]/);
    }
  });

  it("has something sold out, something to come and a limited drop", async () => {
    const shelf = "select from products join product_stock on product_id = id";
    expect(await countOf(`${shelf} where quantity = 0`)).toBe(1);
    expect(
      await countOf(`${shelf} where sale_starts_at between now() and now() + interval '15 minutes'`),
    ).toBe(1);
    expect(await countOf(`${shelf} where sale_starts_at > now()`)).toBe(2);
    expect(await countOf(`${shelf} where name like '%Limited Drop%' and quantity = 30`)).toBe(1);
  });

  it("tells a past that the audit finds no fault with", async () => {
    const { checks } = await drizzle(database, { schema }).transaction(auditWithin);
    expect(checks.filter(({ ok }) => !ok)).toEqual([]);
    expect(checks.length).toBeGreaterThanOrEqual(25);
    expect(await countOf("select from orders")).toBeGreaterThanOrEqual(60);
  });

  it("lets nothing happen before its cause", async () => {
    const broken = [
      `select from (select created_at, lag(created_at) over (partition by user_id order by seq) as before
         from point_ledger) l where created_at < before`,
      "select from (select created_at, lag(created_at) over (order by id) as before from stock_movements) m where created_at < before",
      `select from order_lines join orders o on o.id = order_id join products p on p.id = product_id
         join users u on u.id = user_id where o.created_at < greatest(p.created_at, u.created_at) or o.created_at > now()`,
      `select from user_coupons u join coupons c on c.id = u.coupon_id
       where issued_at not between starts_at and ends_at or used_at not between issued_at and u.expires_at`,
    ];
    expect(await Promise.all(broken.map(countOf))).toEqual(broken.map(() => 0));
  });

  it("lets the demo shopper sign in to 500,000 points and three orders", async () => {
    const [demo] = await database<{ id: string; password: string; balance: number }[]>`
      select users.id, password, balance::int from users join accounts on accounts.user_id = users.id
      join wallets on wallets.user_id = users.id where email = 'demo@lockstep.local'`;
    expect(demo?.balance).toBe(500_000);
    expect(await verifyPassword({ hash: demo?.password ?? "", password: "demo-shopper-1" })).toBe(true);
    const orders = await database<{ status: string; coupon: boolean }[]>`
      select status, user_coupon_id is not null as coupon from orders
      where user_id = ${demo?.id ?? ""} order by created_at`;
    expect(orders.map(({ status }) => status).sort()).toEqual(["cancelled", "paid", "paid"]);
    expect(orders.filter(({ coupon }) => coupon)).toHaveLength(1);
  });

  it("makes one admin, whose address is kept as it is looked up", async () => {
    const admin = { email: "Boss@Lockstep.local", password: "a-long-password" };
    const made = await Promise.all([seedAdmin(own.url, admin), seedAdmin(own.url, admin)]);
    expect(made.sort()).toEqual([false, true]);
    const admins = await database<{ email: string; password: string }[]>`
      select email, password from users join accounts on accounts.user_id = users.id where role = 'admin'`;
    expect(admins.map(({ email }) => email)).toEqual(["boss@lockstep.local"]);
    const hash = admins[0]?.password ?? "";
    expect(await verifyPassword({ hash, password: admin.password })).toBe(true);
  });

  it("makes no shopper an admin", async () => {
    await database`update users set role = 'shopper' where role = 'admin'`;
    const admin = { email: "demo@lockstep.local", password: "a-long-password" };
    await expect(seedAdmin(own.url, admin)).rejects.toThrow("shopper's address");
    expect(await countOf("select from users where role = 'admin'")).toBe(0);
  });
});
