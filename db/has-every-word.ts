import { and, type SQL, sql } from "drizzle-orm";
import type { AnyPgColumn } from "drizzle-orm/pg-core";

/**
 * Whether each word of the text stands somewhere in what is kept for search. The database folds both by one
 * function, so that letter case, accents, width and composition make no difference.
 */
export function hasEveryWord(searchText: AnyPgColumn, text: string): SQL | undefined {
  const words = text.split(/\s+/).filter((word) => word !== "");
  // A query of its own, so that a word is folded once and not for each row.
  return and(...words.map((word) => sql`strpos(${searchText}, (select fold_for_search(${word}))) > 0`));
}
