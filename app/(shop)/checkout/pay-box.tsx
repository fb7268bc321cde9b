"use client";

import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
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
export function PayBox({ rows, total, balance, phase, problem, ...on }: PayBoxProps) {
  const { onPay, onLeave, onToppedUp } = on;
  const t = useTranslations("checkout");
  const won = useWon();
  const missing = total - balance;
  const isIdle = phase.at === "idle";
  const box = useRef<HTMLDivElement>(null);
  const isShort = missing > 0;
  const wasShown = useRef(false);
  useEffect(() => {
    const isFirst = !wasShown.current;
    wasShown.current = true;
    if (isFirst || !isIdle || document.activeElement !== document.body) return;
    // What had the focus is gone: the way out of the line, or the top-up that is no longer needed.
    box.current?.querySelector<HTMLElement>(isShort ? "button" : "[data-pay]")?.focus();
  }, [isIdle, isShort]);
  return (
    <div ref={box} className="grid gap-3">
      {isShort && isIdle ? (
        <>
          <Notice tone="warn">{t("short", { amount: won(missing) })}</Notice>
          <TopUpDrawer missing={missing} onToppedUp={onToppedUp} />
        </>
      ) : null}
      {problem ? <CheckoutProblem problem={problem} rows={rows} /> : null}
      <LineStatus phase={phase} onLeave={onLeave} />
      <Button data-pay size="lg" pending={!isIdle} disabled={isShort && isIdle} onClick={onPay}>
        {t("pay", { amount: won(total) })}
      </Button>
    </div>
  );
}
