import { sql } from "drizzle-orm";
import { bigint, check, index, integer, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { instant } from "./columns.ts";
import { orders } from "./orders.ts";
import { users } from "./users.ts";

/**
 * Every change of stock, append-only: a product's quantity is the sum of its deltas, the `initial` one
 * included. No foreign key onto products: see `product-stock.ts`.
 */
export const stockMovements = pgTable(
  "stock_movements",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    productId: text("product_id").notNull(),
    kind: text("kind", { enum: ["initial", "sale", "return", "adjustment"] }).notNull(),
    delta: integer("delta").notNull(),
    orderId: text("order_id").references(() => orders.id),
    actorId: text("actor_id").references(() => users.id),
    reason: text("reason"),
    createdAt: instant("created_at").notNull().defaultNow(),
  },
  (t) => [
    check("stock_movements_kind_known", sql`${t.kind} in ('initial', 'sale', 'return', 'adjustment')`),
    check(
      "stock_movements_sign_fits_kind",
      sql`(${t.kind} = 'initial' and ${t.delta} >= 0) or (${t.kind} = 'sale' and ${t.delta} < 0) or (${t.kind} = 'return' and ${t.delta} > 0) or (${t.kind} = 'adjustment' and ${t.delta} <> 0)`,
    ),
    check(
      "stock_movements_order_fits_kind",
      sql`(${t.kind} in ('sale', 'return')) = (${t.orderId} is not null)`,
    ),
    uniqueIndex("stock_movements_one_initial").on(t.productId).where(sql`${t.kind} = 'initial'`),
    uniqueIndex("stock_movements_once_per_order")
      .on(t.orderId, t.productId, t.kind)
      .where(sql`${t.orderId} is not null`),
    index("stock_movements_product_id_idx").on(t.productId, t.id),
    index("stock_movements_actor_id_idx").on(t.actorId).where(sql`${t.actorId} is not null`),
  ],
);
