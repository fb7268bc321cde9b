import { useFormatter } from "next-intl";

/** A change as a number with its sign: `+5`, `−3`. */
export function useSigned(): (amount: number) => string {
  const format = useFormatter();
  return (amount) => format.number(amount, { signDisplay: "exceptZero" }).replace("-", "−");
}
