import { randomUUID } from "node:crypto";
import postgres, { type Sql } from "postgres";
import { afterAll, beforeAll, expect, it } from "vitest";
import { purgeExpired } from "#db/purge.ts";
import { shop } from "#tests/support/environment.ts";
import { newDatabase, type OwnDatabase } from "#tests/support/own-database.ts";

let own: OwnDatabase;
let sql: Sql;

beforeAll(async () => {
  own = await newDatabase(shop.DATABASE_URL);
  sql = postgres(own.url, { max: 1, onnotice: () => {} });
});
afterAll(async () => {
  await sql.end();
  await own.drop();
});

/** A shopper with a row of each kind that is `age` old or expires that long ago. */
async function rowsOf(age: string, untilExpiry: string): Promise<void> {
  const [user, order] = [randomUUID(), randomUUID()];
  await sql`insert into users (id, name, email) values (${user}, ${age}, ${`${user}@shop.test`})`;
  await sql`insert into idempotency_records (user_id, route, key, request_hash, status, body, expires_at)
    values (${user}, 'checkout', ${age}, 'x', 201, '{}', now() + ${untilExpiry}::interval)`;
  await sql`insert into sessions (id, user_id, token, expires_at)
    values (${age}, ${user}, ${user}, now() + ${untilExpiry}::interval)`;
  await sql`insert into merged_carts (id, user_id, merged_at) values (${age}, ${user}, now() - ${age}::interval)`;
  await sql`insert into guest_carts (id, lines, changed_at) values (${age}, '[]', now() - ${age}::interval)`;
  await sql`insert into orders (id, user_id, status, subtotal, discount, total)
    values (${order}, ${user}, 'paid', 1000, 0, 1000)`;
  await sql`insert into bought_carts (order_id, taken_at) values (${order}, now() - ${age}::interval)`;
}

const left = async () => {
  const [counts] = await sql`
    select (select array_agg(key) from idempotency_records) as keys,
      (select array_agg(id) from sessions) as sessions,
      (select array_agg(id) from merged_carts) as merged,
      (select array_agg(id) from guest_carts) as guests,
      (select count(*)::int from bought_carts) as bought,
      (select count(*)::int from orders) as orders,
      (select count(*)::int from users) as users`;
  return counts;
};

it("what has expired is deleted, and nothing else", async () => {
  await rowsOf("61 days", "-1 second");
  await rowsOf("59 days", "1 hour");
  await purgeExpired(own.url);
  const kept = ["59 days"];
  const names = { keys: kept, sessions: kept, merged: kept, guests: kept };
  expect(await left()).toEqual({ ...names, bought: 1, orders: 2, users: 2 });
});
