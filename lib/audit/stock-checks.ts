import { sql } from "drizzle-orm";
import type { Check } from "./check.ts";

export const stockChecks: readonly Check[] = [
  {
    name: "stock-is-sum-of-movements",
    promise: "What is left of a product is its first stock and every movement since.",
    broken: sql`
      select product_id, quantity, moved from product_stock
      left join (select product_id, sum(delta) as moved from stock_movements group by product_id) as m using (product_id)
      where quantity is distinct from coalesce(moved, 0)`,
  },
  {
    name: "stock-not-negative",
    promise: "Nothing is sold that is not there.",
    broken: sql`select product_id, quantity from product_stock where quantity < 0`,
  },
  {
    name: "every-product-has-stock-row",
    promise: "Every product has its row of stock.",
    broken: sql`select id from products where not exists (select from product_stock where product_id = id)`,
  },
  {
    name: "no-orphan-stock-row",
    promise: "Every row of stock has its product.",
    broken: sql`select product_id from product_stock where not exists (select from products where id = product_id)`,
  },
  {
    name: "one-first-stock-per-product",
    promise: "Every product began with exactly one first stock.",
    broken: sql`
      select products.id, count(m.id) from products left join stock_movements m on product_id = products.id and kind = 'initial'
      group by products.id having count(m.id) <> 1`,
  },
  {
    name: "no-orphan-movement",
    promise: "Every movement of stock is of a product.",
    broken: sql`select id, product_id from stock_movements m where not exists (select from products p where p.id = product_id)`,
  },
  {
    name: "sale-movement-per-line",
    promise: "Every line of an order took exactly its quantity from the stock, and nothing else did.",
    broken: sql`
      select coalesce(l.order_id, m.order_id) as order_id, coalesce(l.product_id, m.product_id) as product_id, quantity, delta
      from order_lines l
      full join (select order_id, product_id, sum(delta) as delta, count(*) as times from stock_movements
                 where kind = 'sale' group by 1, 2) as m
        on m.order_id = l.order_id and m.product_id = l.product_id
      where l.quantity is distinct from -m.delta or m.times <> 1`,
  },
  {
    name: "cancelled-order-returned-stock",
    promise:
      "A cancelled order gave back the quantity of every line once, and a standing one gave back nothing.",
    broken: sql`
      select coalesce(l.order_id, m.order_id) as order_id, l.product_id, quantity, delta
      from (select order_id, product_id, quantity from order_lines join orders on orders.id = order_id
            where status = 'cancelled') as l
      full join (select order_id, product_id, sum(delta) as delta from stock_movements
                 where kind = 'return' group by 1, 2) as m
        on m.order_id = l.order_id and m.product_id = l.product_id
      where l.quantity is distinct from m.delta`,
  },
];
