import postgres from "postgres";
import { shop } from "./environment.ts";

/** The running shop's database, to see what truly stands in it after a test acted from outside. */
export const database = postgres(shop.DATABASE_URL, { max: 2, onnotice: () => {} });

/** What is left of a product, and what its movements add up to. */
export async function stockOf(productId: string): Promise<{ quantity: number; moved: number }> {
  const [row] = await database<{ quantity: number; moved: number }[]>`
    select quantity, (select sum(delta) from stock_movements where product_id = ${productId})::int as moved
    from product_stock where product_id = ${productId}`;
  if (!row) throw new Error(`no stock row for ${productId}`);
  return row;
}

/** How many units of a product paid orders hold. */
export async function soldOf(productId: string): Promise<number> {
  const [row] = await database<{ sold: number }[]>`
    select coalesce(sum(quantity), 0)::int as sold from order_lines
    join orders on orders.id = order_id where product_id = ${productId} and status = 'paid'`;
  return row?.sold ?? 0;
}

/** A wallet as it stands, with the sum and the number of its ledger rows. */
export async function walletOf(userId: string) {
  const [row] = await database<{ balance: number; seq: number; sum: number; rows: number }[]>`
    select balance::int, ledger_seq as seq, (select sum(amount) from point_ledger where user_id = ${userId})::int as sum,
      (select count(*) from point_ledger where user_id = ${userId})::int as rows
    from wallets where user_id = ${userId}`;
  if (!row) throw new Error(`no wallet for ${userId}`);
  return row;
}
