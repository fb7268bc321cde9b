import { and, desc, eq, gt, lt, sql } from "drizzle-orm";
import { db } from "#db/client.ts";
import { productStock, stockMovements, users } from "#db/schema/index.ts";
import { cutHistory, decodeCursor } from "#lib/values/cursor.ts";
import type { CursorQuery } from "#lib/values/pagination.ts";
import { MOVEMENT_KEY, StockMovement, type StockMovements } from "./schema.ts";

/**
 * Every change of a product's stock, newest first, with what was there after it.
 * @throws DomainError VALIDATION for a cursor that is not ours.
 */
export async function listMovements(
  productId: string,
  { cursor, limit }: CursorQuery,
): Promise<StockMovements> {
  const before = cursor === undefined ? undefined : Number(decodeCursor(cursor, MOVEMENT_KEY));
  const isOf = eq(stockMovements.productId, productId);
  // One snapshot for both, so that the balance fits the rows.
  const [rows, left] = await db().transaction(
    (tx) =>
      Promise.all([
        tx
          .select({ movement: stockMovements, actor: users.email })
          .from(stockMovements)
          .leftJoin(users, eq(users.id, stockMovements.actorId))
          .where(and(isOf, before === undefined ? undefined : lt(stockMovements.id, before)))
          .orderBy(desc(stockMovements.id))
          .limit(limit + 1),
        tx
          .select({ quantity: productStock.quantity, later: laterThan(productId, before) })
          .from(productStock)
          .where(eq(productStock.productId, productId)),
      ]),
    { isolationLevel: "repeatable read", accessMode: "read only" },
  );
  const { items, nextCursor } = cutHistory(rows, limit, ({ movement }) => String(movement.id));
  let after = (left[0]?.quantity ?? 0) - (left[0]?.later ?? 0);
  return {
    items: items.map(({ movement, actor }) => {
      const { id, kind, delta, orderId, reason, createdAt } = movement;
      const facts = { id: String(id), kind, delta, after, orderId, actor, reason };
      after -= delta;
      return StockMovement.parse({ ...facts, createdAt: createdAt.toISOString() });
    }),
    nextCursor,
  };
}

/** What moved from a row on: the index has all of it. */
const laterThan = (productId: string, before: number | undefined) =>
  before === undefined
    ? sql<number>`0`
    : sql`(select coalesce(sum(${stockMovements.delta}), 0) from ${stockMovements}
        where ${stockMovements.productId} = ${productId} and ${stockMovements.id} >= ${before})`.mapWith(
        Number,
      );

/** What was there at an instant. */
export interface StockPoint {
  readonly at: string;
  readonly stock: number;
}

const DAYS = 30;
const POINTS = 60;

/** The stock of the last 30 days, or since the product is there, as a curve of so many points. */
export async function stockCurve(productId: string): Promise<StockPoint[]> {
  const { createdAt, delta } = stockMovements;
  const isOf = eq(stockMovements.productId, productId);
  const [span] = await db()
    .select({
      quantity: productStock.quantity,
      from: sql`extract(epoch from greatest(now() - make_interval(days => ${DAYS}), coalesce(
        (select min(${createdAt}) from ${stockMovements} where ${isOf}), now())))`.mapWith(Number),
      to: sql`extract(epoch from now()) + 1`.mapWith(Number),
    })
    .from(productStock)
    .where(eq(productStock.productId, productId));
  if (!span) return [];
  const bucket = sql<number>`width_bucket(extract(epoch from ${createdAt})::float8, ${span.from}::float8, ${span.to}::float8, ${POINTS})`;
  const moved = await db()
    .select({ bucket, sum: sql`sum(${delta})`.mapWith(Number) })
    .from(stockMovements)
    .where(and(isOf, gt(createdAt, sql`to_timestamp(${span.from}::float8) - interval '1 millisecond'`)))
    .groupBy(sql`1`);
  const byBucket = new Map(moved.map((row) => [row.bucket, row.sum]));
  let stock = span.quantity - moved.reduce((sum, row) => sum + row.sum, 0) + (byBucket.get(0) ?? 0);
  const step = (span.to - span.from) / POINTS;
  return Array.from({ length: POINTS }, (_, index) => {
    stock += byBucket.get(index + 1) ?? 0;
    return { at: new Date((span.from + step * (index + 1)) * 1_000).toISOString(), stock };
  });
}
