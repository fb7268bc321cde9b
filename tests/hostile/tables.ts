import { database } from "#tests/support/truth.ts";

/** A sum over every row of every table: what moved can be seen by comparing two of them. */
export async function sumTables(): Promise<ReadonlyMap<string, string>> {
  const names = await database<{ name: string }[]>`
    select table_name as name from information_schema.tables
    where table_schema = 'public' and table_type = 'BASE TABLE' order by 1`;
  const sums = names.map(
    ({ name }) =>
      `select '${name}' as name, count(*) || ':' || coalesce(sum(hashtextextended(t::text, 0)), 0) as sum from "${name}" t`,
  );
  const rows = await database.unsafe<{ name: string; sum: string }[]>(sums.join(" union all "));
  return new Map(rows.map(({ name, sum }) => [name, sum]));
}

/** The tables that differ. */
export const movedBetween = (
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): string[] => [...after].filter(([name, sum]) => before.get(name) !== sum).map(([name]) => name);
