import { useFormatter, useTranslations } from "next-intl";
import { DateTime } from "#app/_components/date-time.tsx";
import { Badge, type Tone } from "#app/_components/ui/badge.tsx";
import { Table, Td, Th } from "#app/_components/ui/table.tsx";
import type { StockMovement, StockMovements } from "#lib/catalog/schema.ts";
import { Cause } from "../../_parts/cause.tsx";
import { Panel } from "../../_parts/panel.tsx";
import { PanelSteps } from "../../_parts/panel-steps.tsx";
import { useSigned } from "../../_parts/use-signed.ts";

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
  const signed = useSigned();
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
                <Cause orderId={movement.orderId} reason={movement.reason} actor={movement.actor} />
              </Td>
            </tr>
          ))}
        </tbody>
      </Table>
      <PanelSteps
        steps={[
          { href: isFirst ? null : path, text: t("toNewest") },
          { href: movements.nextCursor && `${path}?cursor=${movements.nextCursor}`, text: admin("older") },
        ]}
      />
    </Panel>
  );
}
