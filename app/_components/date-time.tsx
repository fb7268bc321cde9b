import { useFormatter } from "next-intl";

/** Without AM and PM: Node 20 says them in English where browsers say them in Korean, which breaks hydration. */
const DAY_AND_TIME = {
  year: "numeric",
  month: "short",
  day: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
} as const;

/** An instant as text, in the page's language and the shop's time zone. */
export function useWhen(): (iso: string) => string {
  const format = useFormatter();
  return (iso) => format.dateTime(new Date(iso), DAY_AND_TIME);
}

/** An instant, readable by machines too. */
export function DateTime({ at }: { at: string }) {
  return <time dateTime={at}>{useWhen()(at)}</time>;
}
