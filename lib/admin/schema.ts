import { z } from "zod";
import { Order } from "#lib/orders/schema.ts";
import { Instant } from "#lib/values/instant.ts";
import { Won } from "#lib/values/money.ts";
import { PageQuery, pageOf } from "#lib/values/pagination.ts";
import { plainText } from "#lib/values/plain-text.ts";
import { SearchText } from "#lib/values/search-text.ts";

export const AdminOrderQuery = PageQuery.extend({
  status: z.enum(["paid", "cancelled"]).optional(),
  userId: plainText(64).optional(),
  productId: plainText(64).optional(),
});
export type AdminOrderQuery = z.infer<typeof AdminOrderQuery>;

/** An order with who placed it. */
export const AdminOrder = Order.extend({
  user: z.object({ id: z.string(), name: z.string(), email: z.string() }),
}).meta({ id: "AdminOrder" });
export type AdminOrder = z.infer<typeof AdminOrder>;
export const AdminOrderPage = pageOf(AdminOrder).meta({ id: "AdminOrderPage" });

export const AdminUserQuery = PageQuery.extend({
  q: SearchText,
  role: z.enum(["shopper", "admin"]).optional(),
});
export type AdminUserQuery = z.infer<typeof AdminUserQuery>;

/** A person with an account. */
export const AdminUser = z
  .object({
    id: z.string(),
    name: z.string(),
    email: z.string(),
    role: z.enum(["shopper", "admin"]),
    balance: Won,
    orders: z.number().int().nonnegative(),
    createdAt: Instant,
  })
  .meta({ id: "AdminUser" });
export type AdminUser = z.infer<typeof AdminUser>;
export const AdminUserPage = pageOf(AdminUser).meta({ id: "AdminUserPage" });

/** A lock that somebody holds; or that nobody holds and somebody waits for, without holder and token. */
export const HeldLockView = z.object({
  key: z.string(),
  holder: z.string().nullable(),
  token: z.string().nullable(),
  heldMs: z.number().int().nonnegative(),
  leaseMs: z.number().int().nonnegative(),
  waiting: z.number().int().nonnegative(),
});
export const HeldLocks = z.object({ items: z.array(HeldLockView) }).meta({ id: "HeldLocks" });

/** The shop at a glance, on the shop's day. */
export const Overview = z
  .object({
    orders: z.number().int().nonnegative(),
    units: z.number().int().nonnegative(),
    revenue: Won,
    openCoupons: z.number().int().nonnegative(),
    waiting: z.number().int().nonnegative().meta({ description: "Who waits for a lock of a product" }),
    low: z.array(z.object({ id: z.string(), name: z.string(), stock: z.number().int().nonnegative() })),
    latest: z.array(AdminOrder),
  })
  .meta({ id: "Overview" });
export type Overview = z.infer<typeof Overview>;
