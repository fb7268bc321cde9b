import { useTranslations } from "next-intl";
import { Badge } from "#app/_components/ui/badge.tsx";
import type { Order } from "#lib/orders/schema.ts";

/** Whether an order stands. */
export function OrderStatus({ status }: Pick<Order, "status">) {
  const t = useTranslations("orders");
  return <Badge tone={status === "paid" ? "good" : "plain"}>{t(status)}</Badge>;
}
