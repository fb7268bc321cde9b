import { z } from "zod";

/** The shop's calendar is Seoul's: nine hours ahead of UTC, without summer time. */
const OFFSET_MS = 9 * 60 * 60 * 1000;
const DAY_MS = 24 * 60 * 60 * 1000;

/** The shop's calendar day of an instant, such as `2026-11-24`. */
export const shopDay = (instant: Date): string =>
  new Date(instant.getTime() + OFFSET_MS).toISOString().slice(0, 10);

/** When a day of the shop begins, and when the next one does. */
export function dayBounds(day: string): { from: Date; to: Date } {
  const from = new Date(Date.parse(`${day}T00:00:00Z`) - OFFSET_MS);
  return { from, to: new Date(from.getTime() + DAY_MS) };
}

/** The last `count` days up to the one of `instant`, newest first. */
export const lastDays = (instant: Date, count: number): string[] =>
  Array.from({ length: count }, (_, ago) => shopDay(new Date(instant.getTime() - ago * DAY_MS)));

/** A day of the shop's calendar, as it stands in a query string. */
export const ShopDay = z.iso
  .date("A day such as 2026-11-24")
  .refine((day) => day > "1900" && day < "9999-12-31", "Out of range");
