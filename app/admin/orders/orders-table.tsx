import { useTranslations } from "next-intl";
import { DateTime } from "#app/_components/date-time.tsx";
import Link from "#app/_components/link.tsx";
import { Money } from "#app/_components/money.tsx";
import { Badge } from "#app/_components/ui/badge.tsx";
import { Table, Td, Th } from "#app/_components/ui/table.tsx";
import type { AdminOrder } from "#lib/admin/order-schema.ts";
import { shortId } from "../_parts/names.ts";

/** Orders, one a row; each leads to its story. */
export function OrdersTable({
  orders,
  isOfOne = false,
}: {
  orders: readonly AdminOrder[];
  isOfOne?: boolean;
}) {
  const t = useTranslations("admin");
  const status = useTranslations("orders");
  return (
    <Table>
      <thead>
        <tr>
          <Th>{t("order")}</Th>
          <Th className="max-md:hidden">{t("when")}</Th>
          {isOfOne ? null : <Th className="max-md:hidden">{t("who")}</Th>}
          <Th className="max-md:hidden">{t("items")}</Th>
          <Th>{t("state")}</Th>
          <Th className="text-right">{t("total")}</Th>
        </tr>
      </thead>
      <tbody>
        {orders.map((order) => (
          <tr key={order.id} className="relative hover:bg-sunken/60">
            <Td className="max-md:max-w-0 max-md:w-full">
              <Link
                href={`/admin/orders/${order.id}`}
                className="font-mono text-xs font-medium whitespace-nowrap underline-offset-4 after:absolute after:inset-0 hover:underline"
              >
                {shortId(order.id)}
              </Link>
              {/* A phone has no room for columns of their own. */}
              <span className="grid text-xs text-soft md:hidden">
                <DateTime at={order.createdAt} />
                {isOfOne ? null : <span className="truncate">{order.user.email}</span>}
              </span>
            </Td>
            <Td className="whitespace-nowrap text-soft max-md:hidden">
              <DateTime at={order.createdAt} />
            </Td>
            {isOfOne ? null : <Td className="max-w-56 truncate max-md:hidden">{order.user.email}</Td>}
            <Td className="max-w-80 min-w-44 truncate max-md:hidden">
              {order.items.map(({ name, quantity }) => `${name} × ${quantity}`).join(", ")}
            </Td>
            <Td>
              <Badge tone={order.status === "paid" ? "good" : "plain"}>{status(order.status)}</Badge>
            </Td>
            <Td className="text-right">
              <Money amount={order.total} />
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
