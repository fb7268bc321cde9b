"use client";

import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { PriceNews } from "#app/_components/live-price.tsx";
import { Button } from "#app/_components/ui/button.tsx";
import { Skeleton } from "#app/_components/ui/skeleton.tsx";
import { isolated } from "#lib/values/isolated.ts";
import type { CheckoutRow } from "../../checkout/checkout-row.ts";
import { CouponChoice } from "../../checkout/coupon-choice.tsx";
import { PayBar } from "../../checkout/pay-bar.tsx";
import { PayBox } from "../../checkout/pay-box.tsx";
import { Sums } from "../../checkout/sums.tsx";
import { useLiveRows } from "../../checkout/use-live-rows.ts";
import { useOrder } from "../../checkout/use-order.ts";
import { usePay } from "../../checkout/use-pay.ts";
import { useWallet } from "./use-wallet.ts";

interface BuyHereProps {
  account: string;
  row: CheckoutRow;
  /** The shopper has pressed Buy: the coupon can be chosen, and the order paid. */
  isPaying: boolean;
  onBack: () => void;
}

/** What the product comes to with the shopper's best coupon and points, and the way to pay it on the spot. */
export function BuyHere({ account, row: made, isPaying, onBack }: BuyHereProps) {
  const t = useTranslations("product");
  const { wallet, refresh } = useWallet(account);
  const { rows, agreed } = useLiveRows([made]);
  const heading = useRef<HTMLHeadingElement>(null);
  const hasWallet = wallet !== null;
  useEffect(() => {
    // The button that was pressed is gone: the next step begins here.
    if (isPaying && hasWallet) heading.current?.focus();
  }, [isPaying, hasWallet]);
  const coupons = wallet?.coupons ?? [];
  const { body, choose, ...sums } = useOrder(rows, coupons);
  const onChanged = () => void refresh();
  const { pay, leave, phase, problem, news } = usePay({
    account,
    items: body.items,
    isCart: false,
    onChanged,
  });
  if (!wallet) return <Skeleton className="h-44 w-full" />;
  const { subtotal, coupon, total } = sums;
  return (
    <section aria-label={t("breakdown")} className="grid gap-5 rounded-lg border border-line bg-surface p-5">
      <h2 ref={heading} tabIndex={-1} className={isPaying ? "text-heading" : "text-sm font-medium"}>
        {isPaying
          ? t("buying", { name: isolated(made.product.name), quantity: made.quantity })
          : t("breakdown")}
      </h2>
      {isPaying ? <PriceNews products={[made.product]} /> : null}
      {isPaying ? (
        <CouponChoice
          coupons={coupons}
          subtotal={subtotal}
          value={coupon?.id ?? ""}
          onChange={choose}
          isDisabled={phase.at !== "idle"}
        />
      ) : null}
      <Sums sums={sums} balance={wallet.balance} />
      {isPaying ? (
        <PayBar>
          <PayBox
            account={account}
            rows={rows}
            total={total}
            balance={wallet.balance}
            phase={phase}
            problem={problem}
            news={news}
            onPay={() => void pay(agreed(body))}
            onLeave={leave}
            onChanged={onChanged}
          />
          {phase.at === "idle" ? (
            <Button variant="ghost" onClick={onBack}>
              {t("back")}
            </Button>
          ) : null}
        </PayBar>
      ) : null}
    </section>
  );
}
