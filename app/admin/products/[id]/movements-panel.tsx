import { useFormatter, useTranslations } from "next-intl";
import { DateTime } from "#app/_components/date-time.tsx";
import Link from "#app/_components/link.tsx";
import { Badge, type Tone } from "#app/_components/ui/badge.tsx";
import { buttonStyle } from "#app/_components/ui/button.tsx";
import { Table, Td, Th } from "#app/_components/ui/table.tsx";
import type { StockMovement, StockMovements } from "#lib/catalog/schema.ts";
import { shortId } from "../../_parts/names.ts";
import { Panel } from "../../_parts/panel.tsx";

const TONES: Record<StockMovement["kind"], Tone> = {
  initial: "plain",
  sale: "good",
  return: "accent",
  adjustment: "warn",
};

interface MovementsPanelProps {
  movements: StockMovements;
  path: string;
  isFirst: boolean;
}

/** Every change of the stock: by whom, why, and what was there after it. */
export function MovementsPanel({ movements, path, isFirst }: MovementsPanelProps) {
  const t = useTranslations("adminProducts");
  const admin = useTranslations("admin");
  const format = useFormatter();
  const signed = (amount: number) => format.number(amount, { signDisplay: "exceptZero" }).replace("-", "−");
  const style = buttonStyle({ variant: "secondary", size: "sm" });
  return (
    <Panel title={t("movements")} isFlush>
      <Table>
        <thead>
          <tr>
            <Th>{admin("when")}</Th>
            <Th>{t("kind")}</Th>
            <Th className="text-right">{t("change")}</Th>
            <Th className="text-right">{t("after")}</Th>
            <Th>{t("about")}</Th>
          </tr>
        </thead>
        <tbody>
          {movements.items.map((movement) => (
            <tr key={movement.id}>
              <Td className="whitespace-nowrap text-soft">
                <DateTime at={movement.createdAt} exact />
              </Td>
              <Td>
                <Badge tone={TONES[movement.kind]}>{t(movement.kind)}</Badge>
              </Td>
              <Td className="text-right font-medium">{signed(movement.delta)}</Td>
              <Td className="text-right">{format.number(movement.after)}</Td>
              <Td className="min-w-40">
                {movement.orderId ? (
                  <Link
                    href={`/admin/orders/${movement.orderId}`}
                    className="font-mono text-xs hover:underline"
                  >
                    {shortId(movement.orderId)}
                  </Link>
                ) : null}
                {movement.reason ? <span className="block">{movement.reason}</span> : null}
                {movement.actor ? <span className="block text-xs text-soft">{movement.actor}</span> : null}
              </Td>
            </tr>
          ))}
        </tbody>
      </Table>
      {isFirst && movements.nextCursor === null ? null : (
        <div className="flex justify-end gap-2 border-t border-line p-3">
          {isFirst ? null : (
            <Link href={path} className={style}>
              {t("toNewest")}
            </Link>
          )}
          {movements.nextCursor === null ? null : (
            <Link href={`${path}?cursor=${movements.nextCursor}`} className={style}>
              {admin("older")}
            </Link>
          )}
        </div>
      )}
    </Panel>
  );
}
