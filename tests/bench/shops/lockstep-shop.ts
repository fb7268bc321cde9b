import { z } from "zod";
import { makeShoppers } from "#lib/rush/make-shoppers.ts";
import type { BenchShop } from "../rush/bench-shop.ts";
import { JsonClient } from "./json-client.ts";
import type { Buy, OpenedShop, Wanted } from "./shop.ts";

const Problem = z.object({ code: z.string() });
const BALANCE = 1_000_000;

/** Lockstep with one app process, already running, seen as the other shops are. */
export async function openLockstep(bench: BenchShop, { buyers, stock }: Wanted): Promise<OpenedShop> {
  const shoppers = await makeShoppers({ count: buyers, balance: BALANCE });
  const client = new JsonClient(bench.url, buyers);
  const { sql } = bench;
  const shop = {
    name: "Lockstep",
    way: "one request",
    stock,
    writes: 1,
    buyers: shoppers.map(({ cookie }) => buyerOf(client, cookie)),
    nextProduct: async () => (await bench.products(1, stock))[0] ?? "",
    truth: async (productId: string) => {
      const [row] = await sql<{ sold: number; taken: number }[]>`
        select
          (select coalesce(sum(quantity), 0)::int from order_lines where product_id = ${productId}) as sold,
          (select ${stock} - quantity from product_stock where product_id = ${productId}) as taken`;
      return { sold: row?.sold ?? Number.NaN, taken: row?.taken ?? Number.NaN };
    },
    pids: () => [bench.services.appPid],
  };
  return { shops: [shop], stop: () => client.close() };
}

function buyerOf(client: JsonClient, cookie: string): Buy {
  return async (productId) => {
    const { status, body } = await client.post(
      "/api/checkout",
      { items: [{ productId, quantity: 1 }] },
      { cookie },
    );
    if (status === 201) return { outcome: "sold", requests: 1 };
    const code = Problem.safeParse(body).data?.code ?? `status ${status}`;
    return code === "OUT_OF_STOCK"
      ? { outcome: "refused", requests: 1 }
      : { outcome: "failed", requests: 1, reason: code };
  };
}
