"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import Link from "#app/_components/link.tsx";
import { PriceNews } from "#app/_components/live-price.tsx";
import { Money } from "#app/_components/money.tsx";
import { ProductPicture } from "#app/_components/product-picture.tsx";
import { buttonStyle } from "#app/_components/ui/button.tsx";
import { useIsOnline } from "#app/_components/use-is-online.ts";
import { useRefresh } from "#app/_components/use-refresh.ts";
import type { CheckoutBody } from "#lib/checkout/schema.ts";
import type { UserCoupon } from "#lib/coupons/schema.ts";
import type { CheckoutRow } from "./checkout-row.ts";
import { CouponChoice } from "./coupon-choice.tsx";
import { subjectOf, useJustBought } from "./just-bought.ts";
import { PayBar } from "./pay-bar.tsx";
import { PayBox } from "./pay-box.tsx";
import { Sums } from "./sums.tsx";
import { useLiveRows } from "./use-live-rows.ts";
import { useOrder } from "./use-order.ts";
import { usePay } from "./use-pay.ts";

type Items = CheckoutBody["items"];

interface CheckoutFormProps {
  account: string;
  rows: readonly CheckoutRow[];
  coupons: readonly UserCoupon[];
  balance: number;
  isCart: boolean;
}

/** Everything about an order on one page, and one button that pays it. */
export function CheckoutForm({ account, rows: made, coupons, balance: read, isCart }: CheckoutFormProps) {
  const t = useTranslations("checkout");
  const onChanged = useRefresh();
  const { rows, agreed } = useLiveRows(made);
  const { body, choose, ...sums } = useOrder(rows, coupons);
  const { pay, leave, phase, problem, news } = usePay({ account, items: body.items, isCart, onChanged });
  const balance = useKnownBalance({ account, items: body.items, read });
  return (
    <div className="grid grid-cols-1 items-start gap-8 lg:grid-cols-[minmax(0,1fr)_23rem]">
      <div className="grid grid-cols-1 gap-10">
        <Lines rows={rows} made={made} isCart={isCart} />
        <CouponChoice
          coupons={coupons}
          subtotal={sums.subtotal}
          value={sums.coupon?.id ?? ""}
          onChange={choose}
          isDisabled={phase.at !== "idle"}
        />
      </div>
      <section
        aria-label={t("total")}
        className="grid gap-5 rounded-lg border border-line bg-surface p-6 lg:sticky lg:top-24"
      >
        <Sums sums={sums} balance={balance} />
        <PayBar>
          <PayBox
            account={account}
            rows={rows}
            total={sums.total}
            balance={balance}
            phase={phase}
            problem={problem}
            news={news}
            onPay={() => void pay(agreed(body))}
            onLeave={leave}
            onChanged={onChanged}
          />
        </PayBar>
      </section>
    </div>
  );
}

/** The points as they were read or, on a page that is from before a purchase and can't be read anew, as it left them. */
function useKnownBalance({ account, items, read }: { account: string; items: Items; read: number }): number {
  const isOnline = useIsOnline();
  const bought = useJustBought(account, subjectOf(items));
  const [first] = useState(read);
  return !isOnline && bought && read === first ? bought.balance : read;
}

interface LinesProps extends Pick<CheckoutFormProps, "rows" | "isCart"> {
  /** The rows as the page was made with them. */
  made: readonly CheckoutRow[];
}

function Lines({ rows, made, isCart }: LinesProps) {
  const t = useTranslations("checkout");
  return (
    <section className="grid gap-3">
      <div className="flex items-baseline justify-between">
        <h2 className="text-heading">{t("lines")}</h2>
        {isCart ? (
          <Link href="/cart" className={buttonStyle({ variant: "ghost", size: "sm" })}>
            {t("change")}
          </Link>
        ) : null}
      </div>
      <PriceNews products={made.map(({ product }) => product)} />
      <ul className="divide-y divide-line border-y border-line">
        {rows.map(({ product, quantity }) => (
          <li key={product.id} className="grid grid-cols-[4rem_minmax(0,1fr)_auto] items-center gap-4 py-4">
            <ProductPicture imageUrl={product.imageUrl} alt="" className="rounded-md" />
            <p>
              <span className="font-medium">{product.name}</span>
              <span className="block text-sm text-soft tabular-nums">
                <Money amount={product.price} /> × {quantity}
              </span>
            </p>
            <Money amount={product.price * quantity} />
          </li>
        ))}
      </ul>
    </section>
  );
}
