import type { z } from "zod";
import type { Cursors } from "#app/_components/pagination.tsx";
import { askedPage } from "#lib/values/pagination.ts";

export type Search = Promise<Record<string, string | string[] | undefined>>;

/** What an address asks of a list; a part that makes no sense counts as not asked. */
export async function readListQuery<S extends z.ZodType>(
  schema: S,
  searchParams: Search,
): Promise<z.output<S>> {
  const search = await searchParams;
  const asked = Object.entries({ ...search, page: askedPage(search["page"]) }).filter(
    ([, value]) => typeof value === "string" && value !== "",
  );
  const sound = asked.filter(([name, value]) => schema.safeParse({ [name]: value }).success);
  return schema.parse(Object.fromEntries(sound));
}

/** What of a query is no filter: it changes the order or the place, not which rows are found. */
const NO_FILTERS = new Set(["sort", "page", "pageSize", "limit", "cursor", "before"]);

/** Whether a query leaves rows out. */
export const isFiltered = (query: Record<string, unknown>): boolean =>
  Object.entries(query).some(([name, value]) => !NO_FILTERS.has(name) && Boolean(value));

/** The address of a page of a list, or of the one at a place of it, with the rest of the question unchanged. */
export function pageHref(
  path: string,
  query: Record<string, unknown>,
  page: number,
  { cursor, before }: Cursors = {},
): string {
  const asked: Record<string, unknown> = { ...query, page: page > 1 ? page : undefined, pageSize: undefined };
  Object.assign(asked, { cursor, before });
  // What is the usual sort stands in no address.
  if (asked["sort"] === "newest") asked["sort"] = undefined;
  const search = new URLSearchParams(
    Object.entries(asked).flatMap(([name, value]) =>
      typeof value === "string" || typeof value === "number" ? [[name, String(value)]] : [],
    ),
  );
  return search.size > 0 ? `${path}?${search}` : path;
}

/** The address of another part of a list that is read by cursors: the question stays, the place changes. */
export const listHref = (path: string, query: Record<string, unknown>, place: Cursors): string =>
  pageHref(path, query, 1, place);
