"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ProductPicture } from "#app/_components/product-picture.tsx";
import { Button, buttonStyle } from "#app/_components/ui/button.tsx";
import { Notice } from "#app/_components/ui/notice.tsx";
import { useWon, Won } from "#app/_components/won.tsx";
import { discountFor } from "#lib/coupons/discount.ts";
import type { UserCoupon } from "#lib/coupons/schema.ts";
import { CheckoutProblem } from "./checkout-problem.tsx";
import type { CheckoutRow } from "./checkout-row.ts";
import { bestCoupon, CouponChoice } from "./coupon-choice.tsx";
import { usePay } from "./use-pay.ts";

interface CheckoutFormProps {
  rows: readonly CheckoutRow[];
  coupons: readonly UserCoupon[];
  balance: number;
  isCart: boolean;
}

/** Everything about an order on one page, and one button that pays it. */
export function CheckoutForm({ rows, coupons, balance, isCart }: CheckoutFormProps) {
  const t = useTranslations("checkout");
  const won = useWon();
  const subtotal = rows.reduce((sum, { product, quantity }) => sum + product.price * quantity, 0);
  const [couponId, setCouponId] = useState(() => bestCoupon(coupons, subtotal)?.id ?? "");
  const { pay, pending, problem } = usePay(isCart);
  const coupon = coupons.find(({ id, minOrder }) => id === couponId && minOrder <= subtotal);
  const discount = coupon ? discountFor(coupon.discount, subtotal) : 0;
  const total = subtotal - discount;
  const items = rows.map(({ product, quantity }) => ({ productId: product.id, quantity }));
  const submit = () => pay({ items, expectedTotal: total, ...(coupon ? { userCouponId: coupon.id } : {}) });
  return (
    <form action={() => void submit()} className="grid items-start gap-8 lg:grid-cols-[1fr_22rem]">
      <div className="grid gap-10">
        <Lines rows={rows} isCart={isCart} />
        <CouponChoice coupons={coupons} subtotal={subtotal} value={coupon?.id ?? ""} onChange={setCouponId} />
      </div>
      <section className="grid gap-4 rounded-lg border border-line bg-surface p-6 lg:sticky lg:top-24">
        <dl className="grid gap-2 text-sm">
          <Sum label={t("subtotal")} amount={subtotal} />
          {discount > 0 ? <Sum label={t("discount")} amount={-discount} /> : null}
          <Sum label={t("total")} amount={total} strong />
        </dl>
        <dl className="grid gap-2 border-t border-line pt-4 text-sm text-soft">
          <Sum label={t("have")} amount={balance} />
          {balance >= total ? <Sum label={t("after")} amount={balance - total} /> : null}
        </dl>
        {balance < total ? (
          <Notice tone="warn">
            {t("short", { amount: won(total - balance) })}{" "}
            <Link href="/points" className="font-medium underline underline-offset-4">
              {t("topUp")}
            </Link>
          </Notice>
        ) : null}
        <Button type="submit" size="lg" pending={pending}>
          {t("pay", { amount: won(total) })}
        </Button>
        <p aria-live="polite" className="sr-only">
          {pending ? t("working") : ""}
        </p>
        {problem ? <CheckoutProblem problem={problem} rows={rows} /> : null}
      </section>
    </form>
  );
}

function Lines({ rows, isCart }: Pick<CheckoutFormProps, "rows" | "isCart">) {
  const t = useTranslations("checkout");
  return (
    <section className="grid gap-4">
      <div className="flex items-baseline justify-between">
        <h2 className="text-xl font-semibold tracking-tight">{t("lines")}</h2>
        {isCart ? (
          <Link href="/cart" className={buttonStyle({ variant: "ghost", className: "px-3" })}>
            {t("change")}
          </Link>
        ) : null}
      </div>
      <ul className="divide-y divide-line border-y border-line">
        {rows.map(({ product, quantity }) => (
          <li key={product.id} className="grid grid-cols-[4rem_1fr_auto] items-center gap-4 py-4">
            <ProductPicture imageUrl={product.imageUrl} alt="" className="rounded-md" />
            <p>
              <span className="font-medium">{product.name}</span>
              <span className="block text-sm text-soft tabular-nums">
                <Won amount={product.price} /> × {quantity}
              </span>
            </p>
            <Won amount={product.price * quantity} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Sum({ label, amount, strong = false }: { label: string; amount: number; strong?: boolean }) {
  return (
    <div className={strong ? "flex justify-between pt-1 text-lg font-semibold" : "flex justify-between"}>
      <dt>{label}</dt>
      <dd>
        <Won amount={amount} />
      </dd>
    </div>
  );
}
