import { getTableColumns, getTableName, type InferInsertModel, type SQL, sql } from "drizzle-orm";
import type { AnyPgColumn, PgTable } from "drizzle-orm/pg-core";
import type { Tx } from "./client.ts";

const quoted = (name: string) => `"${name}"`;

/**
 * Rows as a table expression that is called `rows`, with one parameter for all of them: the text of the
 * statement is the same for one row and for fifty, so it is prepared once a connection. The names and types
 * are the program's own, and stand in the text as they are.
 */
export function rowSet(shape: Readonly<Record<string, string>>, rows: readonly object[]): SQL {
  const columns = Object.entries(shape).map(([name, type]) => `${quoted(name)} ${type}`);
  return sql`json_to_recordset(${JSON.stringify(rows)}::json) as rows (${sql.raw(columns.join(", "))})`;
}

/** Whether a column is one of these, in the same text for every number of them. */
export function isAnyOf(column: AnyPgColumn | SQL, ids: readonly string[]): SQL {
  return sql`${column} = any(${sql.param(ids)}::text[])`;
}

/** Finds a row exactly when these ids are there, all written by one transaction; always when there are none. */
export function rowsWithIds(id: AnyPgColumn, ids: readonly string[]): SQL {
  if (ids.length === 0) return sql`select 1`;
  return sql`select 1 from ${id.table} where ${isAnyOf(id, ids)} limit 1`;
}

/** `insert into ... select` of rows that all name the same columns; the rest of the statement can follow. */
export function insertInto<Table extends PgTable>(
  table: Table,
  rows: readonly InferInsertModel<Table>[],
): SQL {
  const columns = getTableColumns(table);
  const names = Object.keys(rows[0] ?? {});
  const shape = Object.fromEntries(names.map((name) => [name, columns[name]?.getSQLType() ?? "text"]));
  const targets = names.map((name) => quoted(columns[name]?.name ?? name)).join(", ");
  const sources = names.map((name) => `rows.${quoted(name)}`).join(", ");
  const head = `insert into ${quoted(getTableName(table))} (${targets}) select ${sources} from `;
  return sql`${sql.raw(head)}${rowSet(shape, rows)}`;
}

/** Inserts rows that all name the same columns, by one statement. Nothing is sent for none. */
export async function insertRows<Table extends PgTable>(
  tx: Tx,
  table: Table,
  rows: readonly InferInsertModel<Table>[],
): Promise<void> {
  if (rows.length > 0) await tx.execute(insertInto(table, rows));
}
