"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Money } from "#app/_components/money.tsx";
import type { OrderSums } from "./use-order.ts";

/** What an order comes to, and the shopper's points before and after it. */
export function Sums({ sums, balance }: { sums: OrderSums; balance: number }) {
  const t = useTranslations("checkout");
  const common = useTranslations("common");
  const { subtotal, coupon, discount, total } = sums;
  return (
    <div className="grid gap-4">
      <dl className="grid gap-2 text-sm">
        <Sum label={t("subtotal")} amount={subtotal} />
        {coupon && discount > 0 ? <Sum label={coupon.name} amount={-discount} isGood /> : null}
        <Sum label={t("total")} amount={total} isStrong />
      </dl>
      <dl className="grid gap-2 border-t border-line pt-4 text-sm text-soft">
        <Row label={t("have")}>{common("points", { points: balance })}</Row>
        {balance >= total ? (
          <Row label={t("after")}>{common("points", { points: balance - total })}</Row>
        ) : null}
      </dl>
    </div>
  );
}

interface SumProps {
  label: string;
  amount: number;
  isStrong?: boolean;
  isGood?: boolean;
}

function Sum({ label, amount, isStrong = false, isGood = false }: SumProps) {
  const style = isStrong ? "pt-1 text-lg font-semibold" : isGood ? "text-good" : "";
  return (
    <Row label={label} className={style}>
      <Money amount={amount} />
    </Row>
  );
}

function Row({
  label,
  className = "",
  children,
}: {
  label: string;
  className?: string;
  children: ReactNode;
}) {
  return (
    <div className={`flex justify-between gap-4 ${className}`}>
      <dt>{label}</dt>
      <dd className="text-right tabular-nums">{children}</dd>
    </div>
  );
}
