"use client";

import { useTranslations } from "next-intl";
import type { Problem } from "#app/_api/call-api.ts";
import { useProblemText } from "#app/_api/use-problem-text.ts";
import { useMoney } from "#app/_components/money.tsx";
import { Button } from "#app/_components/ui/button.tsx";
import { Notice } from "#app/_components/ui/notice.tsx";
import { isolated } from "#lib/values/isolated.ts";
import type { CheckoutRow } from "./checkout-row.ts";

/** Why the order was not placed, calm and exact. */
export function CheckoutProblem({ problem, rows }: { problem: Problem; rows: readonly CheckoutRow[] }) {
  const t = useTranslations("checkout");
  const common = useTranslations("common");
  const money = useMoney();
  const problemText = useProblemText();
  const { code, facts } = problem;
  if (code === "OUT_OF_STOCK") {
    const product = rows.find((row) => row.product.id === facts["productId"])?.product;
    const name = isolated(product?.name ?? "");
    const available = Number(facts["available"]);
    return (
      <Notice tone="bad" data-testid={available === 0 ? "sold-out" : "few-left"}>
        {available === 0 ? t("soldOut", { name }) : t("onlyLeft", { name, available })}
      </Notice>
    );
  }
  if (code === "PRICE_CHANGED") {
    return <Notice tone="warn">{t("priceChanged", { total: money(Number(facts["total"])) })}</Notice>;
  }
  if (code === "ACCOUNT_CHANGED") {
    return (
      <Notice tone="bad" className="grid justify-items-start gap-2">
        {problemText(problem)}
        <Button variant="secondary" size="sm" onClick={() => location.reload()}>
          {common("reload")}
        </Button>
      </Notice>
    );
  }
  return <Notice tone="bad">{problemText(problem)}</Notice>;
}
