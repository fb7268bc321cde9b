import { sql } from "drizzle-orm";
import type { Check } from "./check.ts";

export const couponChecks: readonly Check[] = [
  {
    name: "issued-count-is-rows",
    promise: "As many of a coupon are counted as issued as shoppers hold.",
    broken: sql`
      select coupon_id, issued, held from coupon_stock
      left join (select coupon_id, count(*) as held from user_coupons group by coupon_id) as h using (coupon_id)
      where issued is distinct from coalesce(held, 0)`,
  },
  {
    name: "issued-within-quantity",
    promise: "No more of a coupon are issued than there are.",
    broken: sql`select coupon_id, issued, quantity from coupon_stock where issued > quantity or issued < 0`,
  },
  {
    name: "every-coupon-has-counts",
    promise: "Every coupon has its row of counts.",
    broken: sql`select id from coupons where not exists (select from coupon_stock where coupon_id = id)`,
  },
  {
    name: "no-orphan-coupon-counts",
    promise: "Every row of counts has its coupon.",
    broken: sql`select coupon_id from coupon_stock where not exists (select from coupons where id = coupon_id)`,
  },
  {
    name: "one-coupon-per-shopper",
    promise: "A shopper holds a coupon at most once.",
    broken: sql`select coupon_id, user_id, count(*) from user_coupons group by 1, 2 having count(*) > 1`,
  },
  {
    name: "used-coupon-has-one-live-order",
    promise: "A used coupon is on exactly one standing order, and an unused one on none.",
    broken: sql`
      select uc.id, uc.status, count(o.id) from user_coupons uc
      left join orders o on o.user_coupon_id = uc.id and o.status = 'paid'
      group by uc.id having count(o.id) <> case when uc.status = 'used' then 1 else 0 end`,
  },
  {
    name: "coupon-used-by-its-holder",
    promise: "An order's coupon is of the same shopper.",
    broken: sql`
      select o.id, o.user_id, uc.user_id as holder from orders o join user_coupons uc on uc.id = o.user_coupon_id
      where uc.user_id <> o.user_id`,
  },
  {
    name: "discount-follows-its-rule",
    promise: "An order's discount is what its coupon takes off, and nothing without a coupon.",
    broken: sql`
      select o.id, o.subtotal, o.discount, c.discount_type, c.discount_value from orders o
      left join user_coupons uc on uc.id = o.user_coupon_id left join coupons c on c.id = uc.coupon_id
      where o.discount is distinct from case
        when c.id is null then 0
        when o.subtotal < c.min_order then -1
        when c.discount_type = 'fixed' then least(c.discount_value, o.subtotal)
        else least(o.subtotal * c.discount_value / 100, coalesce(c.max_discount, o.subtotal)) end`,
  },
];
