"use client";

import { useTranslations } from "next-intl";
import type { Problem } from "#app/_api/call-api.ts";
import { useWon } from "#app/_components/money.tsx";
import { Button } from "#app/_components/ui/button.tsx";
import { Notice } from "#app/_components/ui/notice.tsx";
import { CheckoutProblem } from "./checkout-problem.tsx";
import type { CheckoutRow } from "./checkout-row.ts";
import { LineStatus } from "./line-status.tsx";
import { TopUpDrawer } from "./top-up-drawer.tsx";
import type { Phase } from "./use-pay.ts";

interface PayBoxProps {
  rows: readonly CheckoutRow[];
  total: number;
  balance: number;
  phase: Phase;
  problem: Problem | null;
  onPay: () => void;
  onLeave: () => void;
  onToppedUp: (balance: number) => void;
}

/** The button that pays, and all that can come of it: the line, a top-up on the way, a refusal. */
export function PayBox({ rows, total, balance, phase, problem, onPay, onLeave, onToppedUp }: PayBoxProps) {
  const t = useTranslations("checkout");
  const won = useWon();
  const missing = total - balance;
  const isIdle = phase.at === "idle";
  return (
    <div className="grid gap-3">
      {missing > 0 && isIdle ? (
        <>
          <Notice tone="warn">{t("short", { amount: won(missing) })}</Notice>
          <TopUpDrawer missing={missing} onToppedUp={onToppedUp} />
        </>
      ) : null}
      {problem ? <CheckoutProblem problem={problem} rows={rows} /> : null}
      <LineStatus phase={phase} onLeave={onLeave} />
      <Button size="lg" pending={!isIdle} disabled={missing > 0 && isIdle} onClick={onPay}>
        {t("pay", { amount: won(total) })}
      </Button>
    </div>
  );
}
