import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { DateTime } from "#app/_components/date-time.tsx";
import Link from "#app/_components/link.tsx";
import { Badge } from "#app/_components/ui/badge.tsx";
import { Table, Td, Th } from "#app/_components/ui/table.tsx";
import type { CouponHolders, HolderQuery } from "#lib/coupons/schema.ts";
import { shortId } from "../../_parts/names.ts";
import { Panel } from "../../_parts/panel.tsx";
import { PanelSteps } from "../../_parts/panel-steps.tsx";
import { listHref } from "../../list-query.ts";

interface HoldersPanelProps {
  holders: CouponHolders;
  path: string;
  query: HolderQuery;
  action: ReactNode;
}

/** The shoppers that claimed a coupon, and the order that each used it for. */
export function HoldersPanel({ holders, path, query, action }: HoldersPanelProps) {
  const t = useTranslations("adminCoupons");
  const admin = useTranslations("admin");
  const href = (place: { cursor?: string; before?: string }) =>
    listHref(path, { ...query, limit: undefined }, place);
  return (
    <Panel title={t("holders")} action={action} isFlush={holders.items.length > 0}>
      {holders.items.length === 0 ? <p className="text-sm text-soft">{t("noHolders")}</p> : null}
      {holders.items.length > 0 ? (
        <Table>
          <thead>
            <tr>
              <Th>{admin("name")}</Th>
              <Th>{admin("email")}</Th>
              <Th>{admin("state")}</Th>
              <Th>{t("claimedAt")}</Th>
              <Th>{t("usedFor")}</Th>
            </tr>
          </thead>
          <tbody>
            {holders.items.map(({ id, user, status, issuedAt, orderId }) => (
              <tr key={id}>
                <Td>
                  <Link href={`/admin/users/${user.id}`} className="font-medium hover:underline">
                    <bdi>{user.name}</bdi>
                  </Link>
                </Td>
                <Td className="max-w-64 truncate text-soft">{user.email}</Td>
                <Td>
                  <Badge tone={status === "used" ? "plain" : "good"}>
                    {status === "used" ? t("isUsed") : t("isIssued")}
                  </Badge>
                </Td>
                <Td className="whitespace-nowrap text-soft">
                  <DateTime at={issuedAt} exact />
                </Td>
                <Td>
                  {orderId ? (
                    <Link href={`/admin/orders/${orderId}`} className="font-mono text-xs hover:underline">
                      {shortId(orderId)}
                    </Link>
                  ) : null}
                </Td>
              </tr>
            ))}
          </tbody>
        </Table>
      ) : null}
      <PanelSteps
        steps={[
          { href: holders.previousCursor && href({ before: holders.previousCursor }), text: admin("newer") },
          { href: holders.nextCursor && href({ cursor: holders.nextCursor }), text: admin("older") },
        ]}
      />
    </Panel>
  );
}
