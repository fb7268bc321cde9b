import { sql } from "drizzle-orm";
import type { Check } from "./check.ts";

export const orderChecks: readonly Check[] = [
  {
    name: "order-has-lines",
    promise: "Every order has something in it.",
    broken: sql`select id from orders where not exists (select from order_lines where order_id = id)`,
  },
  {
    name: "line-total-is-price-times-quantity",
    promise: "A line costs its price times its quantity.",
    broken: sql`
      select order_id, product_id from order_lines
      where line_total <> unit_price * quantity or quantity <= 0 or unit_price <= 0`,
  },
  {
    name: "subtotal-is-sum-of-lines",
    promise: "An order's subtotal is the sum of its lines.",
    broken: sql`
      select id, subtotal, lines from orders
      left join (select order_id, sum(line_total) as lines from order_lines group by order_id) as l on order_id = id
      where subtotal is distinct from lines`,
  },
  {
    name: "total-is-subtotal-less-discount",
    promise: "An order's total is its subtotal less its discount, and not negative.",
    broken: sql`
      select id, subtotal, discount, total from orders
      where total <> subtotal - discount or total < 0 or discount < 0`,
  },
  {
    name: "paid-by-one-debit",
    promise: "Every order took exactly its total from its shopper, once.",
    broken: sql`
      select o.id, o.total, count(l.id), sum(l.amount) from orders o
      left join point_ledger l on l.order_id = o.id and l.type = 'use'
      group by o.id having count(l.id) <> 1 or sum(l.amount) <> -o.total`,
  },
  {
    name: "cancelled-has-one-refund",
    promise: "A cancelled order gave back exactly its total, once, and a standing one nothing.",
    broken: sql`
      select o.id, o.status, o.total, count(l.id), sum(l.amount) from orders o
      left join point_ledger l on l.order_id = o.id and l.type = 'refund'
      group by o.id
      having count(l.id) <> case when o.status = 'cancelled' then 1 else 0 end
        or coalesce(sum(l.amount), 0) <> case when o.status = 'cancelled' then o.total else 0 end`,
  },
  {
    name: "cancelled-at-fits-status",
    promise: "An order has a time of cancellation exactly when it is cancelled.",
    broken: sql`select id from orders where (status = 'cancelled') <> (cancelled_at is not null)`,
  },
  {
    name: "no-orphan-line",
    promise: "Every line is of an order and of a product.",
    broken: sql`
      select order_id, product_id from order_lines l
      where not exists (select from orders o where o.id = l.order_id)
        or not exists (select from products p where p.id = l.product_id)`,
  },
];
