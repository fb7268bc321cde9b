import type { Metadata } from "next";
import { getFormatter, getTranslations } from "next-intl/server";
import { DateTime } from "#app/_components/date-time.tsx";
import Link from "#app/_components/link.tsx";
import { PageHeading } from "#app/_components/page-heading.tsx";
import { buttonStyle } from "#app/_components/ui/button.tsx";
import { EmptyState } from "#app/_components/ui/empty-state.tsx";
import { getBalance, listLedger } from "#lib/points/queries.ts";
import { type LedgerEntry, LedgerQuery } from "#lib/points/schema.ts";
import { requireUser } from "../require-user.ts";
import { TopUpForm } from "./top-up-form.tsx";

type Props = { searchParams: Promise<{ cursor?: string | string[] }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("points"))("title") };
}

export default async function PointsPage({ searchParams }: Props) {
  const user = await requireUser("/points");
  const asked = LedgerQuery.safeParse({ cursor: (await searchParams).cursor });
  const query = asked.success ? asked.data : LedgerQuery.parse({});
  const [t, format, balance, ledger] = await Promise.all([
    getTranslations("points"),
    getFormatter(),
    getBalance(user.id),
    listLedger(user.id, query),
  ]);
  return (
    <>
      <PageHeading title={t("title")} />
      <div className="grid items-start gap-10 lg:grid-cols-[22rem_1fr]">
        <section className="grid gap-6 rounded-lg border border-line bg-surface p-6">
          <div>
            <h2 className="text-sm text-soft">{t("balance")}</h2>
            <p className="text-4xl font-semibold tracking-tight tabular-nums" data-testid="balance">
              {format.number(balance)}
            </p>
          </div>
          <TopUpForm account={user.id} />
        </section>
        <section className="grid gap-4">
          <h2 className="text-heading">{t("history")}</h2>
          {ledger.items.length === 0 ? (
            <EmptyState title={t("empty")} />
          ) : (
            <ul className="divide-y divide-line border-y border-line">
              {ledger.items.map((entry) => (
                <Entry key={entry.id} entry={entry} />
              ))}
            </ul>
          )}
          {ledger.nextCursor ? (
            <Link
              href={`/points?cursor=${ledger.nextCursor}`}
              className={buttonStyle({ variant: "secondary", className: "justify-self-center" })}
            >
              {t("more")}
            </Link>
          ) : null}
        </section>
      </div>
    </>
  );
}

async function Entry({ entry }: { entry: LedgerEntry }) {
  const [t, format] = await Promise.all([getTranslations("points"), getFormatter()]);
  const isTaken = entry.amount < 0 || entry.type === "use";
  return (
    <li className="flex items-center justify-between gap-4 py-4">
      <div>
        <p className="font-medium">
          {t(entry.type)}
          {entry.orderId ? (
            <Link
              href={`/orders/${entry.orderId}`}
              className="ml-2 text-sm font-normal text-soft underline underline-offset-4"
            >
              {t("viewOrder")}
            </Link>
          ) : null}
        </p>
        {entry.reason ? (
          <p className="text-sm wrap-anywhere">
            <bdi>{entry.reason}</bdi>
          </p>
        ) : null}
        <p className="text-sm text-soft">
          <DateTime at={entry.createdAt} />
        </p>
      </div>
      <div className="text-right tabular-nums">
        <p className={isTaken ? "font-medium" : "font-medium text-good"}>
          {isTaken ? "−" : "+"}
          {format.number(Math.abs(entry.amount))}
        </p>
        <p className="text-sm text-soft">{t("after", { balance: entry.balanceAfter })}</p>
      </div>
    </li>
  );
}
