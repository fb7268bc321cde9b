import type { Lock } from "#lib/lock/index.ts";
import type { RowLock } from "./row-lock.ts";

/**
 * What a transaction's part asks for: the right to write what some keys protect, with the fencing token to write it
 * with. It is a lock of `lib/lock`, or, while Redis is away, the turn of this process on rows that PostgreSQL locks.
 */
export type KeyHold = Lock | RowLock;
