"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { callApi } from "#app/_api/call-api.ts";
import { Button } from "#app/_components/ui/button.tsx";
import { Field } from "#app/_components/ui/field.tsx";
import { Input, NumberInput } from "#app/_components/ui/input.tsx";
import { Notice } from "#app/_components/ui/notice.tsx";
import { Select } from "#app/_components/ui/select.tsx";
import { type AdminCoupon, AdminCouponResult } from "#lib/coupons/schema.ts";
import { instantOf, localTime, numberOf, textOf } from "../form-values.ts";
import { useAdminCall } from "../use-admin-call.ts";

/** Creates a coupon, or changes one; the terms of one that is issued stay. */
export function CouponForm({ coupon }: { coupon?: AdminCoupon }) {
  const t = useTranslations("admin");
  const router = useRouter();
  const { run, pending, problem, fieldError } = useAdminCall();
  const [type, setType] = useState<string>(coupon?.discount.type ?? "fixed");
  const isFixedTerms = (coupon?.issued ?? 0) > 0;
  const submit = async (form: FormData) => {
    const terms = isFixedTerms
      ? {}
      : {
          discount: {
            type,
            value: numberOf(form, "value"),
            ...(type === "percent" ? { maxDiscount: numberOf(form, "maxDiscount") ?? null } : {}),
          },
          minOrder: numberOf(form, "minOrder") ?? 0,
        };
    const body = {
      name: textOf(form, "name"),
      nameKo: textOf(form, "nameKo") || null,
      totalQuantity: numberOf(form, "quantity"),
      startsAt: instantOf(form, "starts"),
      endsAt: instantOf(form, "ends"),
      ...terms,
    };
    const where = coupon
      ? ({ method: "PATCH", path: `/api/admin/coupons/${coupon.id}` } as const)
      : ({ method: "POST", path: "/api/admin/coupons" } as const);
    const saved = await run(
      () => callApi({ ...where, body, schema: AdminCouponResult }),
      coupon ? t("saved") : t("couponCreated"),
    );
    if (saved) router.push("/admin/coupons");
  };
  return (
    // Not a form action: React would empty the fields when the answer is a refusal.
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void submit(new FormData(event.currentTarget));
      }}
      className="grid max-w-2xl gap-5 sm:grid-cols-2"
    >
      <Field label={t("name")} error={fieldError("name")}>
        {(control) => <Input {...control} name="name" required maxLength={200} defaultValue={coupon?.name} />}
      </Field>
      <Field label={t("nameKo")} error={fieldError("nameKo")}>
        {(control) => (
          <Input {...control} name="nameKo" lang="ko" maxLength={200} defaultValue={coupon?.nameKo ?? ""} />
        )}
      </Field>
      <Field label={t("discountType")}>
        {(control) => (
          <Select
            {...control}
            value={type}
            disabled={isFixedTerms}
            onChange={(event) => setType(event.target.value)}
          >
            <option value="fixed">{t("fixed")}</option>
            <option value="percent">{t("percent")}</option>
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
            defaultValue={coupon?.discount.value}
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
              defaultValue={coupon?.discount.maxDiscount}
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
            defaultValue={coupon?.minOrder ?? 0}
          />
        )}
      </Field>
      <Field label={t("quantity")} error={fieldError("totalQuantity")}>
        {(control) => (
          <NumberInput {...control} name="quantity" required defaultValue={coupon?.totalQuantity} />
        )}
      </Field>
      <Field label={t("starts")} error={fieldError("startsAt")} className="sm:col-start-1">
        {(control) => (
          <Input
            {...control}
            type="datetime-local"
            name="starts"
            required
            defaultValue={localTime(coupon?.startsAt ?? null)}
            suppressHydrationWarning
          />
        )}
      </Field>
      <Field label={t("ends")} error={fieldError("endsAt")}>
        {(control) => (
          <Input
            {...control}
            type="datetime-local"
            name="ends"
            required
            defaultValue={localTime(coupon?.endsAt ?? null)}
            suppressHydrationWarning
          />
        )}
      </Field>
      {problem ? (
        <Notice tone="bad" className="sm:col-span-2">
          {problem}
        </Notice>
      ) : null}
      <Button type="submit" pending={pending} className="justify-self-start">
        {coupon ? t("save") : t("createCoupon")}
      </Button>
    </form>
  );
}
