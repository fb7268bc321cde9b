import { expect, it } from "vitest";
import { calendarOf } from "#app/reminder/calendar.ts";

it("writes an entry that calendars take: escaped, folded at 75 bytes between letters, in UTC", () => {
  const title = `Sunrise, poster; drop ${"달항아리 ".repeat(12)}`;
  const startsAt = new Date("2026-12-01T03:00:00.000Z");
  const text = calendarOf({ id: "p1", title, startsAt, url: "http://localhost/products/p1" }, startsAt);
  const lines = text.split("\r\n");
  expect(lines).toContain("DTSTART:20261201T030000Z");
  expect(lines).toContain("DTEND:20261201T033000Z");
  expect(lines.every((line) => Buffer.byteLength(line) <= 75)).toBe(true);
  expect(text.replaceAll("\r\n ", "")).toContain(`SUMMARY:${title.replace(",", "\\,").replace(";", "\\;")}`);
});
