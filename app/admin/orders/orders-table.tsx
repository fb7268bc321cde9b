import { useTranslations } from "next-intl";
import { DateTime } from "#app/_components/date-time.tsx";
import { Won } from "#app/_components/money.tsx";
import { Badge } from "#app/_components/ui/badge.tsx";
import { Table, Td, Th } from "#app/_components/ui/table.tsx";
import type { AdminOrder } from "#lib/admin/order-schema.ts";

/** Orders, one a row. */
export function OrdersTable({ orders }: { orders: readonly AdminOrder[] }) {
  const t = useTranslations("admin");
  const status = useTranslations("orders");
  return (
    <Table>
      <thead>
        <tr>
          <Th>{t("when")}</Th>
          <Th>{t("who")}</Th>
          <Th>{t("items")}</Th>
          <Th>{t("state")}</Th>
          <Th className="text-right">{t("total")}</Th>
        </tr>
      </thead>
      <tbody>
        {orders.map((order) => (
          <tr key={order.id}>
            <Td className="whitespace-nowrap">
              <DateTime at={order.createdAt} />
            </Td>
            <Td>{order.user.email}</Td>
            <Td className="min-w-56">
              {order.items.map(({ name, quantity }) => `${name} × ${quantity}`).join(", ")}
            </Td>
            <Td>
              <Badge tone={order.status === "paid" ? "good" : "plain"}>{status(order.status)}</Badge>
            </Td>
            <Td className="text-right">
              <Won amount={order.total} />
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
