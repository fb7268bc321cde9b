import { useFormatter, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { DateTime } from "#app/_components/date-time.tsx";
import Link from "#app/_components/link.tsx";
import { useMoney } from "#app/_components/money.tsx";
import { Badge, type Tone } from "#app/_components/ui/badge.tsx";
import { buttonStyle } from "#app/_components/ui/button.tsx";
import { Table, Td, Th } from "#app/_components/ui/table.tsx";
import { browserIn } from "#app/(account)/account/sessions/browser-name.ts";
import type { LedgerRows } from "#lib/admin/ledger-row.ts";
import type { AdminOrder } from "#lib/admin/order-schema.ts";
import type { AdminUser, Person } from "#lib/admin/person-schema.ts";
import { Cause } from "../../_parts/cause.tsx";
import { Facts, Panel } from "../../_parts/panel.tsx";
import { PanelSteps } from "../../_parts/panel-steps.tsx";
import { useSigned } from "../../_parts/use-signed.ts";
import { OrdersTable } from "../../orders/orders-table.tsx";
import { EndSessionsButton } from "./person-acts.tsx";

/** What a wallet holds, and what its owner has spent. */
export function WalletPanel({ person: { user, spent }, action }: { person: Person; action: ReactNode }) {
  const t = useTranslations("adminPeople");
  const format = useFormatter();
  const money = useMoney();
  const origins = { password: t("byPassword"), demo: t("byDemo"), nothing: t("byNothing") };
  return (
    <Panel title={t("wallet")} action={action}>
      <p className="mb-4 text-3xl font-semibold tracking-tight tabular-nums" data-testid="balance">
        {format.number(user.balance)} <span className="text-base font-normal text-soft">P</span>
      </p>
      <Facts
        facts={[
          [t("spent"), money(spent)],
          [t("orders"), format.number(user.orders)],
          [t("signsIn"), origins[user.signsInBy]],
          [t("emailState"), user.emailVerified ? t("confirmed") : t("unconfirmed")],
        ]}
      />
    </Panel>
  );
}

const TYPE_TONES: Record<LedgerRows["items"][number]["type"], Tone> = {
  charge: "good",
  use: "plain",
  refund: "accent",
  grant: "accent",
  take: "warn",
};

/** Every change of a wallet, newest first. */
export function LedgerPanel({
  ledger,
  path,
  isFirst,
}: {
  ledger: LedgerRows;
  path: string;
  isFirst: boolean;
}) {
  const t = useTranslations("adminPeople");
  const admin = useTranslations("admin");
  const types = useTranslations("points");
  const format = useFormatter();
  const signed = useSigned();
  return (
    <Panel title={t("ledger")} isFlush>
      <Table>
        <thead>
          <tr>
            <Th className="text-right">{t("number")}</Th>
            <Th>{admin("when")}</Th>
            <Th>{t("type")}</Th>
            <Th className="text-right">{t("amount")}</Th>
            <Th className="text-right">{t("balanceAfter")}</Th>
            <Th>{t("about")}</Th>
          </tr>
        </thead>
        <tbody>
          {ledger.items.map((entry) => (
            <tr key={entry.id}>
              <Td className="text-right text-soft">{entry.seq}</Td>
              <Td className="whitespace-nowrap text-soft">
                <DateTime at={entry.createdAt} />
              </Td>
              <Td>
                <Badge tone={TYPE_TONES[entry.type]}>{types(entry.type)}</Badge>
              </Td>
              <Td className="text-right font-medium">{signed(entry.amount)}</Td>
              <Td className="text-right">{format.number(entry.balanceAfter)}</Td>
              <Td className="min-w-32">
                <Cause orderId={entry.orderId} reason={entry.reason} actor={entry.actor} />
              </Td>
            </tr>
          ))}
        </tbody>
      </Table>
      <PanelSteps
        steps={[
          { href: isFirst ? null : path, text: t("toNewest") },
          { href: ledger.nextCursor && `${path}?cursor=${ledger.nextCursor}`, text: admin("older") },
        ]}
      />
    </Panel>
  );
}

/** The latest orders of a person. */
export function OrdersPanel({ orders, user }: { orders: readonly AdminOrder[]; user: AdminUser }) {
  const t = useTranslations("adminPeople");
  const all = (
    <Link href={`/admin/orders?userId=${user.id}`} className={buttonStyle({ variant: "ghost", size: "sm" })}>
      {t("allOrders")}
    </Link>
  );
  return (
    <Panel title={t("orders")} action={all} isFlush={orders.length > 0}>
      {orders.length > 0 ? (
        <OrdersTable orders={orders} isOfOne />
      ) : (
        <p className="text-sm text-soft">{t("noOrders")}</p>
      )}
    </Panel>
  );
}

const STATUS_TONES: Record<Person["coupons"][number]["status"], Tone> = {
  issued: "good",
  used: "plain",
  expired: "plain",
};

/** What coupons a person has claimed. */
export function CouponsPanel({ coupons }: { coupons: Person["coupons"] }) {
  const t = useTranslations("adminPeople");
  const admin = useTranslations("admin");
  return (
    <Panel title={admin("coupons")} isFlush={coupons.length > 0}>
      {coupons.length === 0 ? (
        <p className="text-sm text-soft">{t("noCoupons")}</p>
      ) : (
        <Table>
          <thead>
            <tr>
              <Th>{admin("name")}</Th>
              <Th>{admin("state")}</Th>
              <Th>{t("claimed")}</Th>
              <Th>{t("expires")}</Th>
            </tr>
          </thead>
          <tbody>
            {coupons.map((coupon) => (
              <tr key={coupon.id}>
                <Td className="min-w-40">
                  <Link href={`/admin/coupons/${coupon.couponId}`} className="font-medium hover:underline">
                    {coupon.name}
                  </Link>
                </Td>
                <Td>
                  <Badge tone={STATUS_TONES[coupon.status]}>{t(coupon.status)}</Badge>
                </Td>
                <Td className="whitespace-nowrap text-soft">
                  <DateTime at={coupon.issuedAt} />
                </Td>
                <Td className="whitespace-nowrap text-soft">
                  <DateTime at={coupon.expiresAt} />
                </Td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
    </Panel>
  );
}

/** In which browsers a person is signed in. */
export function SessionsPanel({ person: { user, sessions } }: { person: Person }) {
  const t = useTranslations("adminPeople");
  return (
    <Panel
      title={t("sessions", { count: sessions.length })}
      action={sessions.length > 0 ? <EndSessionsButton user={user} /> : null}
    >
      {sessions.length === 0 ? <p className="text-sm text-soft">{t("noSessions")}</p> : null}
      <ul className="grid gap-4 text-sm">
        {sessions.map(({ id, startedAt, address, userAgent }) => (
          <li key={id} className="grid gap-0.5">
            <span className="font-medium">{browserIn(userAgent) ?? t("someProgram")}</span>
            <span className="text-xs text-soft">
              {address} · <DateTime at={startedAt} />
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
