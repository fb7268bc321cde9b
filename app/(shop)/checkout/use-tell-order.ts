"use client";

import { useTranslations } from "next-intl";
import type { Outcome } from "#app/_api/outcome-of-key.ts";
import { toast } from "#app/_components/ui/toast.ts";
import type { Order } from "#lib/orders/schema.ts";

/** Tells what came of an order whose page was left. */
export function useTellOrder(): (outcome: Outcome<Order>) => void {
  const t = useTranslations("checkout");
  return (outcome) => {
    if (outcome.was === "undone") return toast({ tone: "good", text: t("left") });
    if (outcome.was === "unknown")
      return toast({ tone: "bad", text: t("notKnown"), href: "/orders", link: t("toOrders") });
    const { id, total } = outcome.data;
    toast({
      tone: "good",
      text: t("placedAfterAll", { total }),
      href: `/orders/${id}`,
      link: t("toReceipt"),
    });
  };
}
