import type { SQL } from "drizzle-orm";

/** A promise of the database: `broken` finds the rows that break it, and must find none. */
export interface Check {
  readonly name: string;
  readonly promise: string;
  readonly broken: SQL;
}
