"use client";

import { useTranslations } from "next-intl";
import type { Problem } from "./call-api.ts";

/** Tells a problem in the shopper's language, with the numbers of the case. */
export function useProblemText(): (problem: Problem) => string {
  const t = useTranslations("errors");
  return ({ code, facts }) => {
    const number = (name: string): number => (typeof facts[name] === "number" ? facts[name] : 0);
    if (code === "FORBIDDEN" && facts["reason"] === "DEMO") return t("DEMO");
    if (code === "INSUFFICIENT_POINTS")
      return t(code, { balance: number("balance"), required: number("required") });
    if (code === "ORDER_NOT_CANCELLABLE" && facts["reason"] === "refund-too-large")
      return t("REFUND_TOO_LARGE");
    if (code === "OUT_OF_STOCK") return t(code, { available: number("available") });
    return t(code);
  };
}
