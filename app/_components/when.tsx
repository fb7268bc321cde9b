import { useFormatter } from "next-intl";

const DAY_AND_TIME = { dateStyle: "medium", timeStyle: "short" } as const;

/** An instant as text, in the page's language and the shop's time zone. */
export function useWhen(): (iso: string) => string {
  const format = useFormatter();
  return (iso) => format.dateTime(new Date(iso), DAY_AND_TIME);
}

/** An instant, readable by machines too. */
export function When({ at }: { at: string }) {
  return <time dateTime={at}>{useWhen()(at)}</time>;
}
