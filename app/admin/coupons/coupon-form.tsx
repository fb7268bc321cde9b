"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { callApi } from "#app/_api/call-api.ts";
import { Button } from "#app/_components/ui/button.tsx";
import { Field } from "#app/_components/ui/field.tsx";
import { Input, NumberInput } from "#app/_components/ui/input.tsx";
import { Notice } from "#app/_components/ui/notice.tsx";
import { Select } from "#app/_components/ui/select.tsx";
import { AdminCoupon, AdminCouponResult } from "#lib/coupons/schema.ts";
import { type Discount, maxDiscountOf } from "#lib/values/discount.ts";
import { shopClock } from "#lib/values/shop-time.ts";
import { instantOf, numberOf, pick, textOf } from "../form-values.ts";
import { MovedFields } from "../moved-fields.tsx";
import { ShopTimeField } from "../shop-time-field.tsx";
import { useRowForm } from "../use-row-form.ts";

/** What the form's fields show of a coupon. */
const textsOf = (coupon: AdminCoupon) => ({
  name: coupon.name,
  nameKo: coupon.nameKo ?? "",
  type: coupon.discount.type,
  value: String(coupon.discount.value),
  maxDiscount: maxDiscountOf(coupon.discount)?.toString() ?? "",
  minOrder: String(coupon.minOrder),
  quantity: String(coupon.totalQuantity),
  starts: shopClock(coupon.startsAt),
  ends: shopClock(coupon.endsAt),
});

/** Every type of discount, each once: one that is missing does not compile. */
const TYPES = Object.keys({ fixed: true, percent: true } satisfies Record<
  Discount["type"],
  true
>) as Discount["type"][];

/** Creates a coupon, or changes one; the terms of one that is issued stay. */
export function CouponForm({ coupon }: { coupon?: AdminCoupon }) {
  const t = useTranslations("admin");
  const router = useRouter();
  const { submit, shown, moved, pending, problem, fieldError } = useRowForm({
    row: coupon,
    schema: AdminCoupon,
    textsOf,
    save: (form, names, version) => saveCoupon(coupon?.id, bodyOf(form, names), version),
    done: coupon ? t("saved") : t("couponCreated"),
  });
  const { form, type, setType } = useDiscountType(shown?.discount.type ?? "fixed");
  const isFixedTerms = (shown?.issued ?? 0) > 0;
  const labels = { ...Object.fromEntries(FIELDS.map((name) => [name, t(name)])), type: t("discountType") };
  return (
    // Not a form action: React would empty the fields when the answer is a refusal.
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void submit(event.currentTarget).then((saved) => {
          if (saved) router.push("/admin/coupons");
        });
      }}
      ref={form}
      autoComplete="off"
      className="grid max-w-2xl gap-5 sm:grid-cols-2"
    >
      <Field label={t("name")} error={fieldError("name")}>
        {(control) => <Input {...control} name="name" required maxLength={200} defaultValue={shown?.name} />}
      </Field>
      <Field label={t("inKorean")} error={fieldError("nameKo")}>
        {(control) => (
          <Input {...control} name="nameKo" lang="ko" maxLength={200} defaultValue={shown?.nameKo ?? ""} />
        )}
      </Field>
      <Field label={t("discountType")}>
        {(control) => (
          <Select
            {...control}
            name="type"
            defaultValue={shown?.discount.type ?? "fixed"}
            disabled={isFixedTerms}
            onChange={(event) => setType(event.target.value)}
          >
            {TYPES.map((each) => (
              <option key={each} value={each}>
                {t(each)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label={t("value")} error={fieldError("discount.value")}>
        {(control) => (
          <NumberInput
            {...control}
            name="value"
            required
            disabled={isFixedTerms}
            defaultValue={shown?.discount.value}
          />
        )}
      </Field>
      {type === "percent" ? (
        <Field label={t("maxDiscount")} error={fieldError("discount.maxDiscount")}>
          {(control) => (
            <NumberInput
              {...control}
              name="maxDiscount"
              disabled={isFixedTerms}
              defaultValue={shown ? maxDiscountOf(shown.discount) : undefined}
            />
          )}
        </Field>
      ) : null}
      <Field label={t("minOrder")} error={fieldError("minOrder")}>
        {(control) => (
          <NumberInput
            {...control}
            name="minOrder"
            disabled={isFixedTerms}
            defaultValue={shown?.minOrder ?? 0}
          />
        )}
      </Field>
      <Field label={t("quantity")} error={fieldError("totalQuantity")}>
        {(control) => (
          <NumberInput {...control} name="quantity" required defaultValue={shown?.totalQuantity} />
        )}
      </Field>
      <ShopTimeField
        name="starts"
        label={t("starts")}
        error={fieldError("startsAt")}
        instant={shown?.startsAt ?? null}
        required
        className="sm:col-start-1"
      />
      <ShopTimeField
        name="ends"
        label={t("ends")}
        error={fieldError("endsAt")}
        instant={shown?.endsAt ?? null}
        required
      />
      {problem ? (
        <Notice tone="bad" className="sm:col-span-2">
          {problem}
          <MovedFields moved={moved} labels={labels} />
        </Notice>
      ) : null}
      <Button type="submit" pending={pending} className="justify-self-start">
        {coupon ? t("save") : t("createCoupon")}
      </Button>
    </form>
  );
}

const FIELDS = ["name", "nameKo", "value", "maxDiscount", "minOrder", "quantity", "starts", "ends"] as const;

/** The chosen type, also when it was chosen before this ran or was changed by somebody else. */
function useDiscountType(first: string) {
  const form = useRef<HTMLFormElement>(null);
  const [type, setType] = useState(first);
  useEffect(() => {
    const control = form.current?.elements.namedItem("type");
    if (control instanceof HTMLSelectElement) setType(control.value);
  });
  return { form, type, setType };
}

const DISCOUNT_FIELDS = ["type", "value", "maxDiscount"];

/** The fields of these names as the API takes them. A discount is one: it goes whole or not at all. */
function bodyOf(form: FormData, names: ReadonlySet<string>): object {
  const type = textOf(form, "type");
  const cap = type === "percent" ? { maxDiscount: numberOf(form, "maxDiscount") ?? null } : {};
  const fields = {
    name: textOf(form, "name"),
    nameKo: textOf(form, "nameKo") || null,
    totalQuantity: numberOf(form, "quantity"),
    startsAt: instantOf(form, "starts"),
    endsAt: instantOf(form, "ends"),
    discount: { type, value: numberOf(form, "value"), ...cap },
    minOrder: numberOf(form, "minOrder") ?? 0,
  };
  const wanted = new Set([...names].map((name) => API_NAMES[name] ?? name));
  if (DISCOUNT_FIELDS.some((name) => names.has(name))) wanted.add("discount");
  return pick(fields, wanted);
}

const API_NAMES: Readonly<Record<string, string>> = {
  quantity: "totalQuantity",
  starts: "startsAt",
  ends: "endsAt",
};

const CouponOf = AdminCouponResult.transform((answer) => answer.coupon);

function saveCoupon(id: string | undefined, fields: object, version?: number) {
  return id === undefined
    ? callApi({ method: "POST", path: "/api/admin/coupons", body: fields, schema: CouponOf })
    : callApi({
        method: "PATCH",
        path: `/api/admin/coupons/${id}`,
        body: { ...fields, version },
        schema: CouponOf,
      });
}
