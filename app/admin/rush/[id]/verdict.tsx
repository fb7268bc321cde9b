"use client";

import { useFormatter, useTranslations } from "next-intl";
import { cn } from "#app/_components/ui/class-names.ts";
import type { RushSale, RushVerdict } from "#lib/rush/schema.ts";
import { isolated } from "#lib/values/isolated.ts";

const COUNTS = ["double", "lost", "turnedAway", "unexpected", "unknown"] as const;

/** What the auditor found: sold exactly N of N, nothing double, nothing lost. */
export function Verdict({ verdict }: { verdict: RushVerdict }) {
  const t = useTranslations("adminRush");
  const format = useFormatter();
  const { ok, sales, broken, checks, perSecond, seconds } = verdict;
  const shown = sales.filter(({ offered, told, stored }) => offered !== null || told + stored > 0);
  return (
    <section
      data-testid="verdict"
      aria-label={t("verdict")}
      className={cn("grid gap-5 rounded-lg border p-5", ok ? "border-good/40" : "border-bad")}
    >
      <h2 className={cn("text-heading", ok ? "text-good" : "text-bad")}>{ok ? t("kept") : t("broken")}</h2>
      <ul className="grid gap-1 tabular-nums">
        {shown.map((sale) => (
          <li key={sale.name}>
            <SaleLine sale={sale} />
          </li>
        ))}
      </ul>
      <dl className="grid grid-cols-2 gap-px overflow-hidden rounded-md border border-line bg-line sm:grid-cols-5">
        {COUNTS.map((name) => (
          <div key={name} className="bg-surface p-3 max-sm:last:col-span-2">
            <dt className="text-xs text-soft">{t(name)}</dt>
            <dd className={cn("text-xl font-semibold tabular-nums", verdict[name] > 0 && "text-bad")}>
              {format.number(verdict[name])}
            </dd>
          </div>
        ))}
      </dl>
      <dl className="flex flex-wrap gap-x-8 gap-y-2 text-sm tabular-nums [&_dd]:font-medium [&_dt]:text-soft">
        <div>
          <dt>{t("perSecond")}</dt>
          <dd>{format.number(perSecond)}</dd>
        </div>
        <div>
          <dt>{t("duration")}</dt>
          <dd>{t("seconds_value", { value: seconds })}</dd>
        </div>
        {(["p50", "p95", "p99", "longest"] as const).map((name) => (
          <div key={name}>
            <dt>{name === "longest" ? t("longest") : name}</dt>
            <dd>{verdict[name] === null ? "–" : t("ms_value", { value: Math.round(verdict[name]) })}</dd>
          </div>
        ))}
      </dl>
      <p className={cn("text-sm", broken.length > 0 && "text-bad")}>
        {broken.length === 0 ? t("audit", { count: checks }) : t("auditBroken", { names: broken.join(", ") })}
      </p>
    </section>
  );
}

function SaleLine({ sale: { name, offered, told, stored, left } }: { sale: RushSale }) {
  const t = useTranslations("adminRush");
  if (offered === null) return t("endless", { stored, told });
  const what = told === stored ? t("exact", { stored, offered }) : t("notExact", { told, stored, offered });
  return (
    <>
      <span className="font-medium">{t("sale", { name: isolated(name), what })}</span>
      {left === null ? null : <span className="text-soft"> · {t("left", { left })}</span>}
    </>
  );
}
