import { DomainError } from "#lib/errors.ts";

/** Wraps the last item's sort key, so that callers don't come to rely on what it is. */
export const encodeCursor = (key: string): string => Buffer.from(key).toString("base64url");

const keyIn = (cursor: string): string => Buffer.from(cursor, "base64url").toString();

/** Whether `encodeCursor` made this of something that `isKey` accepts. */
export const isCursor = (cursor: string, isKey: RegExp): boolean =>
  isKey.test(keyIn(cursor)) && encodeCursor(keyIn(cursor)) === cursor;

/**
 * The sort key inside a cursor.
 * @throws DomainError VALIDATION when it is not one that `encodeCursor` made of something `isKey` accepts.
 */
export function decodeCursor(cursor: string, isKey: RegExp): string {
  if (isCursor(cursor, isKey)) return keyIn(cursor);
  throw unknownCursor();
}

/** What a cursor that we never made is refused with. */
export const unknownCursor = () =>
  new DomainError("VALIDATION", "The cursor is not one of ours; start from the first page.", {
    errors: [{ path: "cursor", message: "Unknown cursor" }],
  });

/** Cuts rows, read with one more than `limit`, into a page and the cursor to the next one. */
export function cutHistory<Row>(rows: Row[], limit: number, keyOf: (row: Row) => string) {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, nextCursor: rows.length > limit && last !== undefined ? encodeCursor(keyOf(last)) : null };
}
