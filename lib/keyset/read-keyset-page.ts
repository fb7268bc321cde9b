import { and, type SQL } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import { db } from "#db/client.ts";
import type { PageQuery } from "#lib/values/pagination.ts";
import { cutKeyset, type KeysetPage, keysetOf, type Order } from "./keyset.ts";

/** What of a list is to be read for a page, with one row more than the page has. */
export interface Part {
  readonly where: SQL | undefined;
  readonly orderBy: readonly [SQL, SQL];
  readonly limit: number;
  readonly offset: number;
}

/**
 * Reads a page of a list: the rows after or before a cursor, or, without one, the page by its number. Who goes on by
 * the cursors sees each row once whose own place does not change, whatever comes and goes around it.
 * @throws DomainError VALIDATION for a cursor of another order.
 */
export async function readKeysetPage<Row>(
  order: Order,
  query: PageQuery,
  read: (part: Part) => Promise<Row[]>,
  keyOf: (row: Row) => readonly [id: string, value: string],
): Promise<KeysetPage<Row>> {
  const { cursor, before, page, pageSize } = query;
  const isPlaced = cursor !== undefined || before !== undefined;
  const offset = isPlaced ? 0 : (page - 1) * pageSize;
  const found = await read({ ...keysetOf(order, query), limit: pageSize + 1, offset });
  return cutKeyset(order, found, pageSize, query, keyOf);
}

/**
 * The ids of a part, to be joined with their rows: what a page's number skips is then read from the index alone.
 * `where` is the condition of the whole list; the join needs the part's order once more.
 */
export const idsOfPart = (id: PgColumn, where: SQL | undefined, part: Part) =>
  db()
    .select({ id })
    .from(id.table)
    .where(and(where, part.where))
    .orderBy(...part.orderBy)
    .limit(part.limit)
    .offset(part.offset)
    .as("ids");

/** A page of a list as it is answered, with how many the list has in all by the one row of a `count()`. */
export const toPage = <Row, Item>(
  { rows, nextCursor, previousCursor }: KeysetPage<Row>,
  itemOf: (row: Row) => Item,
  [all]: readonly { total: number }[],
  { page, pageSize }: PageQuery,
) => ({ items: rows.map(itemOf), total: all?.total ?? 0, page, pageSize, nextCursor, previousCursor });
