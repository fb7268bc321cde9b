import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ApiAnswer, allAtOnce } from "#tests/support/api.ts";
import { CarelessShop, type Guard, LOCK } from "#tests/support/careless-shop.ts";
import type { Shopper } from "#tests/support/people.ts";

/**
 * The shop's own races with the shop's own guards taken away: with none of them each goes wrong, and with any one of
 * them alone each stays right. If they did not go wrong, the tests of the races would prove nothing.
 */
let careless: CarelessShop;

beforeAll(async () => {
  careless = await CarelessShop.start();
});
afterAll(() => careless.stop());

const ROW_LOCK: Guard = {
  name: "the locks of rows",
  statements: [[/\bfor no key update(?: of "\w+")?/g, ""]],
};
const fenceOf = (column: string): Guard => ({
  name: "the fence",
  statements: [[new RegExp(`and (${column} <= \\$\\d+)`, "g"), "and ($1 or true)"]],
});

interface Race {
  readonly name: string;
  readonly guards: readonly Guard[];
  /** What no single guard is for, but what is in the way of a shop without any. */
  readonly besides: readonly Guard[];
  /** Runs it once on two machines; answers whether all went right. */
  readonly run: (machines: readonly string[]) => Promise<boolean>;
}

/** All act at once, every other one on the other machine. Answers how many were told that it is theirs. */
async function actAll(
  machines: readonly string[],
  actors: readonly Shopper[],
  path: string,
  body?: unknown,
): Promise<number> {
  const answers: ApiAnswer[] = await allAtOnce(actors, (actor, index) =>
    actor.post(new URL(path, machines[index % machines.length]).href, body),
  );
  return answers.filter(({ status }) => status === 201).length;
}

const RACES: readonly Race[] = [
  {
    name: "10 buyers of the last one",
    guards: [
      LOCK,
      ROW_LOCK,
      {
        name: "the condition of the update",
        statements: [[/and "product_stock"\."quantity" >= rows\.quantity/, ""]],
      },
      { name: "the CHECK", constraints: [["product_stock", "product_stock_not_negative"]] },
    ],
    besides: [fenceOf('"product_stock"\\."fence"')],
    run: async (machines) => {
      const { database } = careless;
      const id = randomUUID();
      await database`insert into products (id, slug, name, description, category, price)
        values (${id}, ${id}, 'Lamp', 'Made by a test.', 'test', 1)`;
      await database`insert into product_stock (product_id, quantity) values (${id}, 1)`;
      const buyers = await careless.shoppers(10, 100);
      const told = await actAll(machines, buyers, "/api/checkout", {
        items: [{ productId: id, quantity: 1 }],
      });
      const [row] =
        await database`select quantity, (select count(*)::int from order_lines where product_id = ${id}) as sold
        from product_stock where product_id = ${id}`;
      return told === 1 && row?.["sold"] === 1 && row?.["quantity"] === 0;
    },
  },
  {
    name: "10 claims of the last coupon",
    guards: [
      LOCK,
      ROW_LOCK,
      {
        name: "the condition of the update",
        statements: [[/and "coupon_stock"\."issued" \+ rows\.count <= "coupon_stock"\."quantity"/, ""]],
      },
      { name: "the CHECK", constraints: [["coupon_stock", "coupon_stock_issued_within_quantity"]] },
    ],
    besides: [fenceOf('"coupon_stock"\\."fence"')],
    run: async (machines) => {
      const { database } = careless;
      const id = randomUUID();
      await database`insert into coupons (id, name, discount_type, discount_value, min_order, starts_at, ends_at)
        values (${id}, 'Last', 'fixed', 1, 0, now() - interval '1 hour', now() + interval '1 day')`;
      await database`insert into coupon_stock (coupon_id, quantity) values (${id}, 1)`;
      const told = await actAll(machines, await careless.shoppers(10, 0), `/api/coupons/${id}/claim`);
      const [row] =
        await database`select issued, (select count(*)::int from user_coupons where coupon_id = ${id}) as held
        from coupon_stock where coupon_id = ${id}`;
      return told === 1 && row?.["issued"] === 1 && row?.["held"] === 1;
    },
  },
  {
    name: "10 top-ups of one shopper",
    guards: [
      LOCK,
      {
        name: "the version",
        statements: [[/and wallets\.version = rows\.version/, ""]],
      },
      { name: "the ledger's unique number", constraints: [["point_ledger", "point_ledger_seq_unique"]] },
    ],
    besides: [fenceOf("wallets\\.fence"), ROW_LOCK],
    run: async (machines) => {
      const [shopper] = await careless.shoppers(1, 0);
      if (!shopper) throw new Error("no shopper was made");
      const told = await actAll(machines, Array<Shopper>(10).fill(shopper), "/api/points/top-up", {
        amount: 1_000,
      });
      const [row] = await careless.database`select balance::int,
        (select coalesce(sum(amount), 0)::int from point_ledger where user_id = ${shopper.id}) as booked
        from wallets where user_id = ${shopper.id}`;
      return told > 0 && row?.["balance"] === told * 1_000 && row?.["booked"] === told * 1_000;
    },
  },
];

describe.each(RACES)("$name", ({ guards, besides, run }) => {
  const all = [...guards, ...besides];

  it.each(guards)("stay right with $name alone", async (guard) => {
    const machines = await careless.without(
      all.filter((other) => other !== guard),
      all,
    );
    expect(await run(machines)).toBe(true);
  });

  // The last one: what went wrong would stand in the way of the constraints.
  it("go wrong when every guard is taken away", async () => {
    const machines = await careless.without(all, all);
    let wasRight = true;
    // Who comes to the second machine too late to meet anybody proves nothing.
    for (let round = 0; round < 10 && wasRight; round += 1) wasRight = await run(machines);
    expect(wasRight).toBe(false);
  });
});
