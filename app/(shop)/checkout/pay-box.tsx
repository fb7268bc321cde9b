"use client";

import { useTranslations } from "next-intl";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import type { Problem } from "#app/_api/call-api.ts";
import { useDateTime } from "#app/_components/date-time.tsx";
import Link from "#app/_components/link.tsx";
import { useMoney } from "#app/_components/money.tsx";
import { Button } from "#app/_components/ui/button.tsx";
import { Notice } from "#app/_components/ui/notice.tsx";
import { CheckoutProblem } from "./checkout-problem.tsx";
import type { CheckoutRow } from "./checkout-row.ts";
import { type Bought, subjectOf, useJustBought } from "./just-bought.ts";
import { LineStatus } from "./line-status.tsx";
import { TopUpDrawer } from "./top-up-drawer.tsx";
import type { News, Phase } from "./use-pay.ts";

interface PayBoxProps {
  account: string;
  rows: readonly CheckoutRow[];
  total: number;
  balance: number;
  phase: Phase;
  problem: Problem | null;
  news: News | null;
  onPay: () => void;
  onLeave: () => void;
  /** The points or the coupons are other ones than the page shows. */
  onChanged: () => void;
}

/** The button that pays, and all that can come of it: the line, a top-up on the way, a refusal, an earlier order. */
export function PayBox({ account, rows, total, balance, phase, problem, news, ...does }: PayBoxProps) {
  const t = useTranslations("checkout");
  const money = useMoney();
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
  const again = useBuyAgain(account, rows, isIdle, does);
  return (
    <div ref={box} className="grid gap-3">
      {isShort && isIdle ? (
        <>
          <Notice tone="warn">{t("short", { amount: money(missing) })}</Notice>
          <TopUpDrawer account={account} missing={missing} onToppedUp={does.onChanged} />
        </>
      ) : null}
      {problem ? <CheckoutProblem problem={problem} rows={rows} /> : null}
      {news && isIdle ? <OrderNews news={news} /> : null}
      {again.bought && isIdle ? <JustBought {...again} bought={again.bought} total={total} /> : null}
      <LineStatus phase={phase} onLeave={does.onLeave} />
      {again.isAsked && isIdle ? null : (
        <Button
          data-pay
          size="lg"
          pending={!isIdle}
          disabled={isShort && isIdle}
          onClick={again.bought ? again.ask : does.onPay}
        >
          {t("pay", { amount: money(total) })}
        </Button>
      )}
    </div>
  );
}

/** What was just bought of the same products is said, and asked about before it is bought once more. */
function useBuyAgain(
  account: string,
  rows: readonly CheckoutRow[],
  isIdle: boolean,
  { onPay, onChanged }: Pick<PayBoxProps, "onPay" | "onChanged">,
) {
  const subject = subjectOf(rows.map(({ product }) => ({ productId: product.id })));
  const found = useJustBought(account, subject);
  const [answered, setAnswered] = useState<string>();
  const [isAsked, setAsked] = useState(false);
  const bought = found && found.orderId !== answered ? found : null;
  const refresh = useEffectEvent(onChanged);
  const orderId = found?.orderId;
  useEffect(() => {
    // The points on the page are those from before it.
    if (orderId && isIdle) refresh();
  }, [orderId, isIdle]);
  const confirm = () => {
    setAnswered(found?.orderId);
    setAsked(false);
    onPay();
  };
  return {
    bought,
    isAsked: isAsked && bought !== null,
    ask: () => setAsked(true),
    keep: () => setAsked(false),
    confirm,
  };
}

/** The button that was pressed is gone; the focus goes on to what is asked instead. */
const focusOnce = (button: HTMLButtonElement | null) => button?.focus();

interface JustBoughtProps {
  bought: Bought;
  isAsked: boolean;
  total: number;
  keep: () => void;
  confirm: () => void;
}

function JustBought({ bought, isAsked, total, keep, confirm }: JustBoughtProps) {
  const t = useTranslations("checkout");
  const money = useMoney();
  const dateTime = useDateTime();
  return (
    <Notice tone="warn" data-testid="just-bought" className="grid gap-3">
      <p>
        {t("justBought", { when: dateTime(bought.createdAt) })} <ReceiptLink orderId={bought.orderId} />
      </p>
      {isAsked ? (
        <div className="grid gap-2">
          <p className="font-medium">{t("again")}</p>
          <Button ref={focusOnce} onClick={confirm}>
            {t("payAgain", { amount: money(total) })}
          </Button>
          <Button variant="secondary" onClick={keep}>
            {t("notAgain")}
          </Button>
        </div>
      ) : null}
    </Notice>
  );
}

function OrderNews({ news }: { news: News }) {
  const t = useTranslations("checkout");
  const dateTime = useDateTime();
  if (news.of === "left") return <Notice>{t("left")}</Notice>;
  const { id, createdAt, total } = news.order;
  return (
    <Notice tone="good" data-testid="placed-after-all">
      {t("earlier", { when: dateTime(createdAt), total })} <ReceiptLink orderId={id} />
    </Notice>
  );
}

function ReceiptLink({ orderId }: { orderId: string }) {
  const t = useTranslations("checkout");
  return (
    <Link href={`/orders/${orderId}`} className="font-medium underline underline-offset-4">
      {t("toReceipt")}
    </Link>
  );
}
