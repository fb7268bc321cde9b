"use client";

import { useTranslations } from "next-intl";
import { callApi } from "#app/_api/call-api.ts";
import { useMoney } from "#app/_components/money.tsx";
import { Button } from "#app/_components/ui/button.tsx";
import type { AdminOrder } from "#lib/admin/order-schema.ts";
import { CancelResult } from "#lib/orders/schema.ts";
import { ActDialog } from "../../_parts/act-dialog.tsx";
import { textOf } from "../../form-values.ts";

/** Cancels an order for its shopper, with a reason. */
export function CancelOrder({ order, refundFits }: { order: AdminOrder; refundFits: boolean }) {
  const t = useTranslations("adminOrders");
  const money = useMoney();
  return (
    <ActDialog
      trigger={<Button variant="danger">{t("cancel")}</Button>}
      title={t("cancelTitle")}
      description={
        <>
          {t("cancelText", { total: money(order.total), email: order.user.email })}
          {refundFits ? null : ` ${t("overFull")}`}
        </>
      }
      act={t("cancelAct", { total: money(order.total) })}
      isDanger
      send={(form) =>
        callApi({
          method: "POST",
          path: `/api/admin/orders/${order.id}/cancel`,
          body: { reason: textOf(form, "reason") },
          schema: CancelResult,
        })
      }
      done={t("cancelled")}
    />
  );
}
