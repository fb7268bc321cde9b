import { useFormatter } from "next-intl";

const STYLE = { style: "currency", currency: "KRW" } as const;

/** A sum of won as text, in the page's language. */
export function useMoney(): (amount: number) => string {
  const format = useFormatter();
  // A sum that is taken off stands behind a minus, not a hyphen.
  return (amount) => format.number(amount, STYLE).replace("-", "−");
}

/** A sum of won. */
export function Money({ amount }: { amount: number }) {
  return <span className="whitespace-nowrap tabular-nums">{useMoney()(amount)}</span>;
}
