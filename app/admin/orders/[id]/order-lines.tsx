import { useTranslations } from "next-intl";
import Link from "#app/_components/link.tsx";
import { Money } from "#app/_components/money.tsx";
import { Table, Td, Th } from "#app/_components/ui/table.tsx";
import type { AdminOrder } from "#lib/admin/order-schema.ts";
import { Panel } from "../../_parts/panel.tsx";

/** What was bought, for how much. */
export function OrderLines({ order }: { order: AdminOrder }) {
  const t = useTranslations("adminOrders");
  const admin = useTranslations("admin");
  const sums = [
    [t("subtotal"), order.subtotal],
    ...(order.discount > 0 ? [[t("discount"), -order.discount] as const] : []),
  ] as const;
  return (
    <Panel title={admin("items")} isFlush>
      <Table>
        <thead>
          <tr>
            <Th>{t("product")}</Th>
            <Th className="text-right">{t("unitPrice")}</Th>
            <Th className="text-right">{admin("quantity")}</Th>
            <Th className="text-right">{admin("total")}</Th>
          </tr>
        </thead>
        <tbody>
          {order.items.map((item) => (
            <tr key={item.productId}>
              <Td className="min-w-40">
                <Link href={`/admin/products/${item.productId}`} className="font-medium hover:underline">
                  {item.name}
                </Link>
              </Td>
              <Td className="text-right">
                <Money amount={item.unitPrice} />
              </Td>
              <Td className="text-right">{item.quantity}</Td>
              <Td className="text-right">
                <Money amount={item.lineTotal} />
              </Td>
            </tr>
          ))}
        </tbody>
      </Table>
      <dl className="grid gap-1.5 border-t border-line px-4 py-4 text-sm">
        {sums.map(([label, amount]) => (
          <div key={label} className="flex justify-between gap-4 text-soft">
            <dt>{label}</dt>
            <dd>
              <Money amount={amount} />
            </dd>
          </div>
        ))}
        <div className="flex justify-between gap-4 pt-1 text-base font-semibold">
          <dt>{admin("total")}</dt>
          <dd>
            <Money amount={order.total} />
          </dd>
        </div>
      </dl>
    </Panel>
  );
}
