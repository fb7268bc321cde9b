import postgres, { type Sql } from "postgres";
import { v7 } from "uuid";

/** An order of one, by hand. */
export type PlainOrder = (userId: string, productId: string) => Promise<void>;

/** A pool of ten, as a plain shop has it. */
export const plainPool = (): Sql =>
  postgres(process.env["DATABASE_URL"] ?? "", { max: 10, onnotice: () => {} });

/** Six statements in a transaction: how most shops sell, with row locks and no line. */
export const sixStatements =
  (sql: Sql): PlainOrder =>
  async (userId, productId) => {
    const id = v7();
    await sql.begin(async (tx) => {
      const taken = await tx`
        update product_stock set quantity = quantity - 1 where product_id = ${productId} and quantity >= 1
        returning quantity`;
      const [wallet] = await tx<{ balance: string; seq: number }[]>`
        update wallets set balance = balance - 1, version = version + 1, ledger_seq = ledger_seq + 1, updated_at = now()
        where user_id = ${userId} and balance >= 1 returning balance, ledger_seq as seq`;
      if (taken.length === 0 || !wallet) throw new Error("not to be had");
      await tx`insert into orders (id, user_id, subtotal, total) values (${id}, ${userId}, 1, 1)`;
      await tx`
        insert into order_lines (order_id, line_no, product_id, name, quantity, unit_price, line_total)
        values (${id}, 1, ${productId}, 'Bench', 1, 1, 1)`;
      await tx`
        insert into stock_movements (product_id, kind, delta, order_id) values (${productId}, 'sale', -1, ${id})`;
      await tx`
        insert into point_ledger (id, user_id, seq, type, amount, balance_after, order_id)
        values (${v7()}, ${userId}, ${wallet.seq}, 'use', -1, ${wallet.balance}, ${id})`;
    });
  };

/** All of it in one statement: the fewest round trips that one order can have. */
export const oneStatement =
  (sql: Sql): PlainOrder =>
  async (userId, productId) => {
    const id = v7();
    const written = await sql`
      with taken as (
        update product_stock set quantity = quantity - 1 where product_id = ${productId} and quantity >= 1
        returning product_id
      ), wallet as (
        update wallets set balance = balance - 1, version = version + 1, ledger_seq = ledger_seq + 1, updated_at = now()
        from taken where user_id = ${userId} and balance >= 1 returning balance, ledger_seq
      ), sold as (
        insert into orders (id, user_id, subtotal, total) select ${id}, ${userId}, 1, 1 from wallet returning id
      ), line as (
        insert into order_lines (order_id, line_no, product_id, name, quantity, unit_price, line_total)
        select id, 1, ${productId}, 'Bench', 1, 1, 1 from sold
      ), movement as (
        insert into stock_movements (product_id, kind, delta, order_id) select ${productId}, 'sale', -1, id from sold
      )
      insert into point_ledger (id, user_id, seq, type, amount, balance_after, order_id)
      select ${v7()}, ${userId}, wallet.ledger_seq, 'use', -1, wallet.balance, sold.id from wallet, sold returning id`;
    if (written.length === 0) throw new Error("not to be had");
  };
