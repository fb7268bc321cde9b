import { randomBytes } from "node:crypto";
import { type AnyColumn, type SQL, sql } from "drizzle-orm";

/** What a simulated rush makes for itself has an id that begins so. Only the simulator gives such ids. */
const PREFIX = "rush-";

/** The id of a new run. */
export const newRushId = (): string => `${PREFIX}${randomBytes(6).toString("hex")}`;

/** The id of something that a run makes: a shopper, a product, a coupon. */
export const ofRush = (runId: string, kind: "s" | "p" | "c", number: number): string =>
  `${runId}-${kind}${number}`;

/** Whether an id is of something that a simulated rush has made. */
export const isOfRush = (id: string): boolean => id.startsWith(PREFIX);

/** The condition that a row was made by the shop, not by a simulated rush. */
export const isNotOfRush = (id: AnyColumn): SQL => sql`${id} not like ${`${PREFIX}%`}`;
