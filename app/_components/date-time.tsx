import { useFormatter, useTranslations } from "next-intl";

/** Without AM and PM: Node 20 says them in English where browsers say them in Korean, which breaks hydration. */
const DAY_AND_TIME = {
  year: "numeric",
  month: "short",
  day: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
} as const;
const SECONDS = { second: "2-digit" } as const;

/** An instant as text, in the page's language and the shop's time zone, which it names; exact to the second. */
export function useDateTime(): (iso: string) => string {
  const say = useClock();
  return (iso) => say(iso, new Date(iso).getUTCSeconds() === 0 ? {} : SECONDS);
}

function useClock() {
  const format = useFormatter();
  const t = useTranslations("common");
  return (iso: string, more: Partial<typeof SECONDS>): string =>
    `${format.dateTime(new Date(iso), { ...DAY_AND_TIME, ...more })} ${t("zone")}`;
}

/** An instant, readable by machines too; to the minute, or exact to the second. */
export function DateTime({ at, exact = false }: { at: string; exact?: boolean }) {
  const dateTime = useDateTime();
  const say = useClock();
  return <time dateTime={at}>{exact ? dateTime(at) : say(at, {})}</time>;
}
