import { sql } from "drizzle-orm";
import { bigint, integer, timestamp } from "drizzle-orm/pg-core";

/** An instant, kept with its zone and read as a `Date`. */
export const instant = (name: string) => timestamp(name, { withTimezone: true, mode: "date", precision: 3 });

/** Won or points: an integer, never a float. 2^53 is far above what a shop turns over, so a JS number holds it. */
export const amount = (name: string) => bigint(name, { mode: "number" });

/** How often the row was changed, from 1 on. A form names the one that it shows, so that it overwrites no other's change. */
export const version = () => integer("version").notNull().default(1);

/** The last fencing token that wrote the row; a writer with a lower one is refused. */
export const fence = () => bigint("fence", { mode: "bigint" }).notNull().default(sql`0`);
