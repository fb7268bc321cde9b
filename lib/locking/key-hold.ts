import type { Lock } from "#lib/lock/index.ts";
import type { RowLock } from "./row-lock.ts";

/**
 * The right to write the rows that some keys protect, with the fencing token to write them with. Code that runs in a
 * transaction takes it as an argument. It is a lock of `lib/lock`, or row locks of PostgreSQL while Redis is away.
 */
export type KeyHold = Lock | RowLock;
