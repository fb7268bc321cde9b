import { type SQL, sql } from "drizzle-orm";
import type { AnyPgColumn } from "drizzle-orm/pg-core";
import { z } from "zod";
import { decodeCursor, encodeCursor, isCursor, unknownCursor } from "#lib/values/cursor.ts";

/** What a sorted value looks like in a cursor. */
const VALUES = {
  timestamptz: /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/,
  bigint: /^-?\d{1,15}$/,
  text: /^[^\p{Cc}]{0,300}$/u,
} as const;

/** One order of a list: by a column and, where that is the same, by the id. An index has both. */
export interface Order {
  readonly name: string;
  readonly by: AnyPgColumn;
  readonly id: AnyPgColumn;
  readonly type: keyof typeof VALUES;
  readonly descending: boolean;
}

/** Where in a list a page begins: after a row, or before one. */
export interface Place {
  readonly cursor?: string | undefined;
  readonly before?: string | undefined;
}

/** A page of a list, and the cursors of the pages around it. */
export interface KeysetPage<Row> {
  readonly rows: Row[];
  readonly nextCursor: string | null;
  readonly previousCursor: string | null;
}

/** A cursor holds the name of its order, the id and the sorted value, so that it fits no other order. */
const KEY = /^[a-z-]{1,20}\|[A-Za-z0-9_-]{1,64}\|.{0,300}$/su;

/** A cursor of a list as it stands in a query string. */
export const KeysetCursor = z
  .string()
  .min(1)
  .max(2_000)
  .refine((cursor) => isCursor(cursor, KEY), "Not a cursor of ours; start from the first page");

/** The condition and the order of a page. Read one row more than it has, to know whether it is the last. */
export function keysetOf(order: Order, { cursor, before }: Place) {
  const goesDown = order.descending !== (before !== undefined);
  const direction = sql.raw(goesDown ? "desc" : "asc");
  const at = before ?? cursor;
  return {
    where: at === undefined ? undefined : beyond(order, goesDown, at),
    orderBy: [sql`${order.by} ${direction}`, sql`${order.id} ${direction}`] as const,
  };
}

/** @throws DomainError VALIDATION for a cursor of another order. */
function beyond({ name, by, id, type }: Order, goesDown: boolean, cursor: string): SQL {
  const isKey = new RegExp(`^${name}\\|[A-Za-z0-9_-]{1,64}\\|(?=${VALUES[type].source.slice(1)})`, "u");
  const [, key = "", ...parts] = decodeCursor(cursor, isKey).split("|");
  const value = parts.join("|");
  if (type === "timestamptz" && Number.isNaN(Date.parse(value))) throw unknownCursor();
  return sql`(${by}, ${id}) ${sql.raw(goesDown ? "<" : ">")} (${value}::text::${sql.raw(type)}, ${key}::text)`;
}

/** Cuts rows, read with one more than `limit`, into a page; `keyOf` answers a row's id and its sorted value. */
export function cutKeyset<Row>(
  { name }: Order,
  found: readonly Row[],
  limit: number,
  { cursor, before }: Place,
  keyOf: (row: Row) => readonly [id: string, value: string],
): KeysetPage<Row> {
  const rows = found.slice(0, limit);
  if (before !== undefined) rows.reverse();
  const hasMore = found.length > limit;
  const cursorOf = (row: Row | undefined): string | null => {
    if (row === undefined) return null;
    const [id, value] = keyOf(row);
    return encodeCursor(`${name}|${id}|${value}`);
  };
  const hasNext = before === undefined ? hasMore : true;
  const hasPrevious = before === undefined ? cursor !== undefined : hasMore;
  return {
    rows,
    nextCursor: hasNext ? cursorOf(rows.at(-1)) : null,
    previousCursor: hasPrevious ? cursorOf(rows[0]) : null,
  };
}

/**
 * A question without the cursors that are of another sort, and without a page's number, which the lists of the
 * dashboard do not know: in a page's address they count as not asked.
 */
export function withFittingCursors<Query extends Place & { readonly sort: string; readonly page: number }>(
  query: Query,
): Query {
  const kept = (cursor: string | undefined) =>
    cursor !== undefined && Buffer.from(cursor, "base64url").toString().startsWith(`${query.sort}|`)
      ? cursor
      : undefined;
  return { ...query, page: 1, cursor: kept(query.cursor), before: kept(query.before) };
}
