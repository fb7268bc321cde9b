import { randomUUID } from "node:crypto";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { shop } from "#tests/support/environment.ts";
import { newDatabase, type OwnDatabase } from "#tests/support/own-database.ts";

/**
 * The races that the other tests see guarded, here without the guards: careless code, as it is written
 * everywhere, in the same situations. If these did not go wrong, the other tests would prove nothing.
 */
let own: OwnDatabase;
let database: postgres.Sql;

beforeAll(async () => {
  own = await newDatabase(shop.DATABASE_URL);
  database = postgres(own.url, { max: 20, onnotice: () => {} });
  // Every connection is open, so that all start at once.
  await Promise.all(Array.from({ length: 20 }, () => database`select pg_sleep(0.05)`));
});
afterAll(async () => {
  await database.end();
  await own.drop();
});

/** Lets everybody pass when the last one has come. */
function barrier(count: number): () => Promise<void> {
  let waiting = 0;
  let open: () => void = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return () => {
    waiting += 1;
    if (waiting === count) open();
    return opened;
  };
}

describe("without the guards", () => {
  it("10 buyers with stock 2, who read before they write, all buy", async () => {
    const id = randomUUID();
    await database`insert into product_stock (product_id, quantity) values (${id}, 2)`;
    const everybodyHasRead = barrier(10);
    const bought = await Promise.all(
      Array.from({ length: 10 }, async () => {
        const [stock] = await database<{ quantity: number }[]>`
          select quantity from product_stock where product_id = ${id}`;
        await everybodyHasRead();
        if (!stock || stock.quantity < 1) return false;
        await database`update product_stock set quantity = ${stock.quantity - 1} where product_id = ${id}`;
        return true;
      }),
    );
    expect(bought.filter(Boolean)).toHaveLength(10);
    const [left] = await database`select quantity from product_stock where product_id = ${id}`;
    expect(left).toEqual({ quantity: 1 });
  });

  it("10 top-ups of one shopper, who read before they write, lose nine", async () => {
    const userId = randomUUID();
    await database`insert into users (id, name, email, signs_in_by) values (${userId}, 'Careless', ${userId}, 'nothing')`;
    await database`insert into wallets (user_id) values (${userId})`;
    const everybodyHasRead = barrier(10);
    await Promise.all(
      Array.from({ length: 10 }, async () => {
        const [wallet] = await database<{ balance: string }[]>`
          select balance from wallets where user_id = ${userId}`;
        await everybodyHasRead();
        await database`update wallets set balance = ${Number(wallet?.balance) + 1_000} where user_id = ${userId}`;
      }),
    );
    const [after] = await database`select balance::int from wallets where user_id = ${userId}`;
    expect(after).toEqual({ balance: 1_000 });
  });

  it("10 claims of the last coupon, who count before they write, issue more than counted", async () => {
    const couponId = randomUUID();
    await database`insert into coupon_stock (coupon_id, quantity) values (${couponId}, 1)`;
    const everybodyHasRead = barrier(10);
    const issued = await Promise.all(
      Array.from({ length: 10 }, async () => {
        const [stock] = await database<{ issued: number; quantity: number }[]>`
          select issued, quantity from coupon_stock where coupon_id = ${couponId}`;
        await everybodyHasRead();
        if (!stock || stock.issued >= stock.quantity) return false;
        await database`update coupon_stock set issued = ${stock.issued + 1} where coupon_id = ${couponId}`;
        return true;
      }),
    );
    expect(issued.filter(Boolean)).toHaveLength(10);
  });

  it("two carts that take rows in opposite orders deadlock", async () => {
    const [a, b] = [randomUUID(), randomUUID()];
    await database`insert into product_stock (product_id, quantity) values (${a}, 5), (${b}, 5)`;
    const bothHaveOne = barrier(2);
    const take = (first: string, second: string) =>
      database.begin(async (tx) => {
        await tx`update product_stock set quantity = quantity - 1 where product_id = ${first}`;
        await bothHaveOne();
        await tx`update product_stock set quantity = quantity - 1 where product_id = ${second}`;
      });
    const outcomes = await Promise.allSettled([take(a, b), take(b, a)]);
    const failures = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason] : []));
    expect(failures).toMatchObject([{ code: "40P01" }]);
  });

  it("two clicks that look for an order before they place it place two", async () => {
    const userId = randomUUID();
    await database`insert into users (id, name, email, signs_in_by) values (${userId}, 'Careless', ${userId}, 'nothing')`;
    const bothHaveLooked = barrier(2);
    await Promise.all(
      [1, 2].map(async () => {
        const found = await database`select id from orders where user_id = ${userId}`;
        await bothHaveLooked();
        if (found.length > 0) return;
        await database`insert into orders (id, user_id, subtotal, total) values (${randomUUID()}, ${userId}, 1, 1)`;
      }),
    );
    expect(await database`select id from orders where user_id = ${userId}`).toHaveLength(2);
  });
});
