import { z } from "zod";
import { DomainError } from "./errors.ts";

/** `page` and `pageSize` of a list, as they stand in a query string. */
export const PageQuery = z.object({
  page: z.coerce.number().int().min(1).max(100_000).default(1),
  pageSize: z.coerce.number().int().min(1).max(100).default(20),
});
export type PageQuery = z.infer<typeof PageQuery>;

/** `cursor` and `limit` of a history, newest first. */
export const CursorQuery = z.object({
  cursor: z.string().min(1).max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});
export type CursorQuery = z.infer<typeof CursorQuery>;

/** A list with pages. */
export const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({
    items: z.array(item),
    total: z.number().int().nonnegative(),
    page: z.number().int().positive(),
    pageSize: z.number().int().positive(),
  });

/** A history that is read on from `nextCursor`. */
export const historyOf = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable() });

/** Where a page starts in its list. */
export const offsetOf = (query: PageQuery): number => (query.page - 1) * query.pageSize;

/** A page of a list, and how many the list has in all by the one row of a `count()`. */
export const toPage = <Item>(items: Item[], [all]: { total: number }[], { page, pageSize }: PageQuery) => ({
  items,
  total: all?.total ?? 0,
  page,
  pageSize,
});

/** Wraps the last item's sort key, so that callers don't come to rely on what it is. */
export const encodeCursor = (key: string): string => Buffer.from(key).toString("base64url");

/**
 * The sort key inside a cursor.
 * @throws DomainError VALIDATION when it is not one that `encodeCursor` made of something `isKey` accepts.
 */
export function decodeCursor(cursor: string, isKey: RegExp): string {
  const key = Buffer.from(cursor, "base64url").toString();
  if (isKey.test(key) && encodeCursor(key) === cursor) return key;
  throw new DomainError("VALIDATION", "The cursor is not one of ours; start from the first page.", {
    errors: [{ path: "cursor", message: "Unknown cursor" }],
  });
}

/** Cuts rows, read with one more than `limit`, into a page and the cursor to the next one. */
export function cutHistory<Row>(rows: Row[], limit: number, keyOf: (row: Row) => string) {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, nextCursor: rows.length > limit && last !== undefined ? encodeCursor(keyOf(last)) : null };
}
