import { z } from "zod";
import { isCursor } from "./cursor.ts";

/** No list has so many pages. */
const LAST_PAGE = 100_000;

/** What a cursor of a list with pages holds: the name of its order, the id of a row and what the row is sorted by. */
const KEYSET_KEY = /^[a-z-]{1,20}\|[A-Za-z0-9_-]{1,64}\|.{0,300}$/su;

/** A cursor of a list with pages, as it stands in a query string. */
const KeysetCursor = z
  .string()
  .min(1)
  .max(2_000)
  .refine((cursor) => isCursor(cursor, KEYSET_KEY), "Not a cursor of ours; start from the first page");

/** A place in a list: after a row, or before one. */
export const placeFields = {
  cursor: KeysetCursor.optional().meta({
    description:
      "The `nextCursor` of the page before: what follows its last row, whatever came or went meanwhile. `page` then only says which number the answer has",
  }),
  before: KeysetCursor.optional().meta({
    description: "The `previousCursor` of the page after: what stands before its first row",
  }),
};

/** `page` and `pageSize` of a list, and a place in it, as they stand in a query string. */
export const PageQuery = z.object({
  page: z.coerce.number().int().min(1).max(LAST_PAGE).default(1).meta({
    description:
      "Pages are counted in the list as it is now: what comes or goes between two requests moves what follows it. To read a list through without losing or repeating a row, send `cursor`",
  }),
  pageSize: z.coerce.number().int().min(1).max(100).default(20),
  ...placeFields,
});
export type PageQuery = z.infer<typeof PageQuery>;

/** `cursor` and `limit` of a history, newest first; the cursor holds a key that `isKey` accepts. */
export const cursorQuery = (isKey: RegExp) =>
  z.object({
    cursor: z
      .string()
      .min(1)
      .max(200)
      .refine((cursor) => isCursor(cursor, isKey), "Not a cursor of ours; start from the first page")
      .optional(),
    limit: z.coerce.number().int().min(1).max(100).default(20),
  });
export type CursorQuery = z.infer<ReturnType<typeof cursorQuery>>;

/** The cursors of the pages around a page. */
export const aroundFields = {
  nextCursor: z.string().nullable(),
  previousCursor: z.string().nullable(),
};

/** A list with pages. */
export const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({
    items: z.array(item),
    total: z.number().int().nonnegative(),
    page: z.number().int().positive(),
    pageSize: z.number().int().positive(),
    ...aroundFields,
  });

/** A history that is read on from `nextCursor`. */
export const historyOf = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable() });

/** The number of a page in an address: one that no list comes to is the last that a list can have. */
export const askedPage = (page: unknown): unknown =>
  typeof page === "string" && /^\d+$/.test(page) && Number(page) > LAST_PAGE ? `${LAST_PAGE}` : page;
