import { z } from "zod";
import { isCursor } from "./cursor.ts";

/** `page` and `pageSize` of a list, as they stand in a query string. */
export const PageQuery = z.object({
  page: z.coerce.number().int().min(1).max(100_000).default(1).meta({
    description:
      "Pages are counted in the list as it is now: what comes or goes between two requests moves what follows it",
  }),
  pageSize: z.coerce.number().int().min(1).max(100).default(20),
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
