import type { SQL } from "drizzle-orm";

/** What the database's server can be asked. */
export interface Server {
  /** From PostgreSQL 16 on. */
  readonly knowsJson: boolean;
}

/** A promise of the database: `broken` finds the rows that break it, and must find none. */
export interface Check {
  readonly name: string;
  readonly promise: string;
  readonly broken: SQL | ((server: Server) => SQL);
}
