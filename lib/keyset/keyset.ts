import { type SQL, sql } from "drizzle-orm";
import type { AnyPgColumn } from "drizzle-orm/pg-core";
import { decodeCursor, encodeCursor, unknownCursor } from "#lib/values/cursor.ts";

/** What a sorted value looks like in a cursor. */
const VALUES = {
  timestamptz: /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/,
  bigint: /^-?\d{1,16}$/,
  text: /^[^\p{Cc}]{0,300}$/u,
} as const;

/** One order of a list: by a column or what is computed, and, where that is the same, by the id. */
export interface Order {
  readonly name: string;
  readonly by: AnyPgColumn | SQL;
  readonly id: AnyPgColumn;
  readonly type: keyof typeof VALUES;
  readonly descending: boolean;
}

/** Where in a list a page begins: after a row, or before one. */
export interface Place {
  readonly cursor?: string | undefined;
  readonly before?: string | undefined;
  /** Where the list is not read by a cursor: the number of the page. */
  readonly page?: number;
}

/** A page of a list, and the cursors of the pages around it. */
export interface KeysetPage<Row> {
  readonly rows: Row[];
  readonly nextCursor: string | null;
  readonly previousCursor: string | null;
}

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
  if (type === "timestamptz" && !isInstant(value)) throw unknownCursor();
  return sql`(${by}, ${id}) ${sql.raw(goesDown ? "<" : ">")} (${value}::text::${sql.raw(type)}, ${key}::text)`;
}

/** Whether a text is an instant that both sides know: JavaScript takes a 31 February, and PostgreSQL no year 0. */
const isInstant = (text: string): boolean =>
  !Number.isNaN(Date.parse(text)) && new Date(text).toISOString() === text && !text.startsWith("0000");

/** Cuts rows, read with one more than `limit`, into a page; `keyOf` answers a row's id and its sorted value. */
export function cutKeyset<Row>(
  { name }: Order,
  found: readonly Row[],
  limit: number,
  { cursor, before, page = 1 }: Place,
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
  const hasPrevious = before === undefined ? cursor !== undefined || page > 1 : hasMore;
  return {
    rows,
    nextCursor: hasNext ? cursorOf(rows.at(-1)) : null,
    previousCursor: hasPrevious ? cursorOf(rows[0]) : null,
  };
}

/** A question without the cursors that are of another order: in a page's address they count as not asked. */
export function withFittingCursors<Query extends Place>(query: Query, order: string): Query {
  const kept = (cursor: string | undefined) =>
    cursor !== undefined && Buffer.from(cursor, "base64url").toString().startsWith(`${order}|`)
      ? cursor
      : undefined;
  return { ...query, cursor: kept(query.cursor), before: kept(query.before) };
}
