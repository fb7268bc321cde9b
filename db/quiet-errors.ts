import { DrizzleQueryError } from "drizzle-orm";
import postgres from "postgres";

/** What PostgreSQL quotes of rows and parameters. */
const QUOTING = ["detail", "where", "internal_query"];

/**
 * Has the errors of queries say which query failed and why, and not with which values: they end up in logs, also in
 * those that Next writes by itself, and the values are password hashes, tokens and addresses.
 */
export function quietErrors(): void {
  hide(postgres.PostgresError.prototype, QUOTING);
  hide(DrizzleQueryError.prototype, ["params"]);
  // It is set after the message and before the stack, which both name the values.
  Object.defineProperty(DrizzleQueryError.prototype, "query", {
    configurable: true,
    set(this: Error, query: string) {
      this.message = `Failed query: ${query}`;
      keep(this, "query", query);
    },
  });
}

/** Keeps what is set under these names readable by name, and out of every listing. */
function hide(prototype: object, names: readonly string[]): void {
  for (const name of names) {
    Object.defineProperty(prototype, name, {
      configurable: true,
      set(this: object, value: unknown) {
        keep(this, name, value);
      },
    });
  }
}

const keep = (owner: object, name: string, value: unknown) =>
  Object.defineProperty(owner, name, { value, enumerable: false, writable: true, configurable: true });
