import type { z } from "zod";

export type Search = Promise<Record<string, string | string[] | undefined>>;

/** What an address asks of a list; a part that makes no sense counts as not asked. */
export async function readListQuery<S extends z.ZodType>(
  schema: S,
  searchParams: Search,
): Promise<z.output<S>> {
  const asked = Object.entries(await searchParams).filter(
    ([, value]) => typeof value === "string" && value !== "",
  );
  const sound = asked.filter(([name, value]) => schema.safeParse({ [name]: value }).success);
  return schema.parse(Object.fromEntries(sound));
}

/** The address of a page of a list, with the rest of the question unchanged. */
export function pageHref(path: string, query: Record<string, unknown>, page: number): string {
  const entries = Object.entries({ ...query, page: page > 1 ? page : undefined, pageSize: undefined });
  const search = new URLSearchParams(
    entries.flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  );
  return search.size > 0 ? `${path}?${search}` : path;
}
