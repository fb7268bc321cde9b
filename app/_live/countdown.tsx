"use client";

import { useTranslations } from "next-intl";
import { useDateTime } from "#app/_components/date-time.tsx";
import { type Availability, hasBegun, useAvailability, useSecondsLeft } from "./use-live.ts";

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Said aloud when so many seconds are left; in between the clock only shows. */
const SPOKEN = [HOUR, 10 * MINUTE, 5 * MINUTE, MINUTE, 10];

interface CountdownProps {
  product: Availability;
  /** When the page was made. */
  now: number;
  /** Leaves out the date, where it stands beside already. */
  undated?: boolean;
}

/** The time until a product goes on sale, by the shop's clock; nothing once it is on sale. */
export function Countdown({ product, now, undated = false }: CountdownProps) {
  const { saleStartsAt, isOpen } = useAvailability(product, now);
  const t = useTranslations("live");
  return (
    <div className="grid gap-2 empty:hidden">
      {saleStartsAt && !isOpen ? (
        <>
          {undated ? null : <SaleDate startsAt={saleStartsAt} />}
          <OpeningClock startsAt={saleStartsAt} />
        </>
      ) : null}
      <p role="status" className="sr-only">
        {isOpen && !hasBegun(saleStartsAt, now) ? t("open") : ""}
      </p>
    </div>
  );
}

function SaleDate({ startsAt }: { startsAt: string }) {
  const t = useTranslations("live");
  const dateTime = useDateTime();
  return (
    <p className="text-sm text-soft">
      {t("opensAt")} <time dateTime={startsAt}>{dateTime(startsAt)}</time>
    </p>
  );
}

/** The time until something opens; it shows every second and speaks seldom. */
export function OpeningClock({ startsAt }: { startsAt: string }) {
  const t = useTranslations("live");
  const left = useSecondsLeft(startsAt);
  return (
    <>
      <p aria-hidden data-testid="countdown" className="flex gap-2 tabular-nums">
        {partsOf(left).map(({ unit, count }) => (
          <span
            key={unit}
            className="grid min-w-14 rounded-md border border-line bg-sunken px-2 py-1.5 text-center"
          >
            <span className="text-2xl leading-tight font-semibold tracking-tight">{count}</span>
            <span className="text-xs text-soft">
              {unit === "days" || unit === "hours" ? t(unit, { count: Number(count) || 0 }) : t(unit)}
            </span>
          </span>
        ))}
      </p>
      <p role="status" className="sr-only">
        {left !== null && SPOKEN.includes(left) ? t("opensIn", spokenOf(left)) : ""}
      </p>
    </>
  );
}

function partsOf(left: number | null) {
  const two = (count: number) => (left === null ? "––" : String(count).padStart(2, "0"));
  const seconds = left ?? 0;
  const parts = [
    { unit: "hours", count: two(Math.floor((seconds % DAY) / HOUR)) },
    { unit: "minutes", count: two(Math.floor((seconds % HOUR) / MINUTE)) },
    { unit: "seconds", count: two(seconds % MINUTE) },
  ] as const;
  const days = Math.floor(seconds / DAY);
  return days > 0 ? [{ unit: "days", count: String(days) } as const, ...parts] : parts;
}

const spokenOf = (left: number) =>
  left >= MINUTE ? { unit: "minutes", count: left / MINUTE } : { unit: "seconds", count: left };
