import { v7 } from "uuid";

const DAY_MS = 24 * 60 * 60 * 1000;

/** An id of version 7 as if it had been made at that time, so that old rows sort before new ones. */
export const idAt = (time: Date): string => v7({ msecs: time.getTime() });

/** So many days before (or, with a negative number, after) a time. */
export const daysBefore = (time: Date, days: number): Date => new Date(time.getTime() - days * DAY_MS);

/** So many minutes after a time. */
export const minutesAfter = (time: Date, minutes: number): Date =>
  new Date(time.getTime() + minutes * 60_000);
