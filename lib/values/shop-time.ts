/** The zone of every time that the shop shows or takes. Seoul is nine hours ahead of UTC, without summer time. */
export const SHOP_ZONE = "Asia/Seoul";
const OFFSET = "+09:00";
const OFFSET_MS = 9 * 60 * 60 * 1000;

const CLOCK = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})(?::(\d{2})(?:\.(\d{1,3}))?)?$/;

/**
 * An instant as the shop's clock shows it, in the shortest text that a `datetime-local` control takes: seconds
 * and milliseconds stand there when they are not 0. Empty for no instant.
 */
export function shopClock(instant: string | null): string {
  if (instant === null) return "";
  const [minutes = "", seconds = "", milliseconds = ""] = new Date(Date.parse(instant) + OFFSET_MS)
    .toISOString()
    .slice(0, -1)
    .split(/(?<=T\d{2}:\d{2}):|\./);
  if (milliseconds !== "000") return `${minutes}:${seconds}.${milliseconds}`;
  return seconds === "00" ? minutes : `${minutes}:${seconds}`;
}

/** The instant at which the shop's clock shows this, in whatever zone the browser is; null for what is no time. */
export function instantAtShop(clock: string): string | null {
  const [, day, minutes, seconds = "00", milliseconds = "0"] = CLOCK.exec(clock) ?? [];
  const time = new Date(`${day}T${minutes}:${seconds}.${milliseconds.padEnd(3, "0")}${OFFSET}`);
  return Number.isNaN(time.getTime()) ? null : time.toISOString();
}
