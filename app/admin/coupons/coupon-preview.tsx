"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useEffect, useId, useState } from "react";
import { useDateTime } from "#app/_components/date-time.tsx";
import { useMoney } from "#app/_components/money.tsx";
import { NumberInput } from "#app/_components/ui/input.tsx";
import { useDiscountText } from "#app/(shop)/coupons/coupon-text.ts";
import { type Discount, discountFor } from "#lib/values/discount.ts";
import { instantAtShop } from "#lib/values/shop-time.ts";
import { wonOf } from "#lib/values/whole-number.ts";
import type { Texts } from "../row-texts.ts";

const USUAL_CART = 50_000;

/** The discount that the typed fields make, or null while they make none. */
function discountIn(typed: Texts): Discount | null {
  const value = wonOf(typed["value"] ?? "");
  if (value === null || value < 1) return null;
  const type = typed["type"] as Discount["type"] | undefined;
  switch (type) {
    case "fixed":
    case undefined:
      return { type: "fixed", value };
    case "percent": {
      if (value > 100) return null;
      const most = wonOf(typed["maxDiscount"] ?? "");
      return most ? { type, value, maxDiscount: most } : { type, value };
    }
    default:
      return type satisfies never;
  }
}

/** The card that shoppers will see, as it is typed. */
export function CouponPreview({ typed }: { typed: Texts }) {
  const t = useTranslations("adminCoupons");
  const words = useTranslations("coupons");
  const money = useMoney();
  const dateTime = useDateTime();
  const format = useFormatter();
  const discountText = useDiscountText();
  const discount = discountIn(typed);
  const minOrder = wonOf(typed["minOrder"] ?? "") ?? 0;
  const ends = instantAtShop(typed["ends"] ?? "");
  const quantity = wonOf(typed["quantity"] ?? "");
  return (
    <div
      data-testid="preview"
      className="grid gap-4 rounded-lg border border-dashed border-strong-line/60 p-5"
    >
      <div className="grid gap-1.5">
        <p className="font-medium wrap-anywhere">{typed["name"] || t("unnamed")}</p>
        <p className="text-heading">{discount ? discountText(discount) : "–"}</p>
        <p className="text-sm text-soft">
          {minOrder > 0 ? words("minOrder", { amount: money(minOrder) }) : words("anyOrder")}
          <br />
          {ends ? words("until", { when: dateTime(ends) }) : "–"}
        </p>
      </div>
      <p className="text-sm tabular-nums text-soft">
        {quantity === null ? "–" : t("howMany", { count: format.number(quantity) })}
      </p>
    </div>
  );
}

/** What the coupon takes off a cart, for a sum that can be changed. */
export function CartExample({ typed }: { typed: Texts }) {
  const t = useTranslations("adminCoupons");
  const money = useMoney();
  const id = useId();
  const [text, setText] = useState(String(USUAL_CART));
  const sum = wonOf(text) ?? 0;
  const discount = discountIn(typed);
  const minOrder = wonOf(typed["minOrder"] ?? "") ?? 0;
  const off = discount && sum >= minOrder ? discountFor(discount, sum) : 0;
  return (
    <div className="grid gap-3 text-sm">
      <div className="flex items-center justify-between gap-4">
        <label htmlFor={id} className="text-soft">
          {t("exampleCart")}
        </label>
        <NumberInput
          id={id}
          value={text}
          onChange={(event) => setText(event.target.value)}
          className="max-w-32 text-right"
        />
      </div>
      <dl className="grid gap-2" data-testid="example">
        <div className="flex justify-between gap-4 text-soft">
          <dt>{t("takesOff")}</dt>
          <dd className="tabular-nums">{money(-off)}</dd>
        </div>
        <div className="flex justify-between gap-4 font-medium">
          <dt>{t("toPay")}</dt>
          <dd className="tabular-nums">{money(sum - off)}</dd>
        </div>
      </dl>
      {sum < minOrder ? <p className="text-warn">{t("belowMinimum", { amount: money(minOrder) })}</p> : null}
    </div>
  );
}

/** When it can be claimed, by the reader's clock and by UTC: the fields are by the shop's. */
export function ClaimTimes({ typed }: { typed: Texts }) {
  const t = useTranslations("adminCoupons");
  const format = useFormatter();
  const [zone, setZone] = useState<string | null>(null);
  useEffect(() => setZone(Intl.DateTimeFormat().resolvedOptions().timeZone), []);
  const style = { dateStyle: "medium", timeStyle: "short", hourCycle: "h23" } as const;
  const tell = (clock: string | undefined, timeZone: string) => {
    const instant = instantAtShop(clock ?? "");
    return instant ? format.dateTime(new Date(instant), { ...style, timeZone }) : "–";
  };
  if (zone === null) return null;
  return (
    <dl className="grid gap-2 text-sm">
      {[
        [t("yourTime", { zone }), zone],
        [t("utc"), "UTC"],
      ].map(([label = "", timeZone = "UTC"]) => (
        <div key={label}>
          <dt className="text-soft">{label}</dt>
          <dd className="tabular-nums">
            {tell(typed["starts"], timeZone)} – {tell(typed["ends"], timeZone)}
          </dd>
        </div>
      ))}
    </dl>
  );
}
