/** Something that begins at an instant. */
interface Entry {
  readonly id: string;
  readonly title: string;
  readonly startsAt: Date;
  readonly url: string;
}

const HALF_HOUR_MS = 30 * 60_000;
/** A line of a calendar holds 75 bytes; what is longer goes on after a blank. */
const LINE_BYTES = 75;

/** One entry as a calendar file (RFC 5545), with an alarm ten minutes before. */
export function calendarOf({ id, title, startsAt, url }: Entry, now: Date): string {
  return [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Lockstep//Drops//EN",
    "BEGIN:VEVENT",
    `UID:${id}@lockstep`,
    `DTSTAMP:${stampOf(now)}`,
    `DTSTART:${stampOf(startsAt)}`,
    `DTEND:${stampOf(new Date(startsAt.getTime() + HALF_HOUR_MS))}`,
    `SUMMARY:${escaped(title)}`,
    `URL:${url}`,
    "BEGIN:VALARM",
    "ACTION:DISPLAY",
    `DESCRIPTION:${escaped(title)}`,
    "TRIGGER:-PT10M",
    "END:VALARM",
    "END:VEVENT",
    "END:VCALENDAR",
    "",
  ]
    .map(folded)
    .join("\r\n");
}

const stampOf = (instant: Date): string => instant.toISOString().replace(/[-:]|\.\d{3}/g, "");

const escaped = (text: string): string => text.replace(/[\\;,]/g, "\\$&").replace(/\r?\n/g, "\\n");

/** Parts of a line, none of which cuts a letter. */
function folded(line: string): string {
  const parts = [""];
  for (const letter of line) {
    const last = parts.at(-1) ?? "";
    if (Buffer.byteLength(last + letter) < LINE_BYTES) parts[parts.length - 1] = last + letter;
    else parts.push(letter);
  }
  return parts.join("\r\n ");
}
