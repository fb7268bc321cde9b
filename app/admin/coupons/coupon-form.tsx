"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { Button } from "#app/_components/ui/button.tsx";
import { Field } from "#app/_components/ui/field.tsx";
import { Input, NumberInput } from "#app/_components/ui/input.tsx";
import { Notice } from "#app/_components/ui/notice.tsx";
import { Select } from "#app/_components/ui/select.tsx";
import { AdminCoupon, AdminCouponResult } from "#lib/coupons/schema.ts";
import { type Discount, maxDiscountOf } from "#lib/values/discount.ts";
import { shopClock } from "#lib/values/shop-time.ts";
import { Panel } from "../_parts/panel.tsx";
import { instantOf, numberOf, pick, textOf } from "../form-values.ts";
import { MovedFields } from "../moved-fields.tsx";
import { ShopTimeField } from "../shop-time-field.tsx";
import { useRowForm } from "../use-row-form.ts";
import { useTyped } from "../use-typed.ts";
import { CartExample, ClaimTimes, CouponPreview } from "./coupon-preview.tsx";
import type { CouponDraft } from "./draft.ts";

/** What the form's fields show of a coupon. */
const textsOf = (coupon: CouponDraft) => ({
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

/** Every type of discount, and whether it can have a cap: one that is missing does not compile. */
const HAS_CAP: Readonly<Record<Discount["type"], boolean>> = { fixed: false, percent: true };
const TYPES = Object.keys(HAS_CAP) as Discount["type"][];
const hasCap = (type: string | undefined): boolean => TYPES.some((each) => each === type && HAS_CAP[each]);

interface CouponFormProps {
  /** The coupon that is changed. */
  coupon?: AdminCoupon;
  /** What a new one begins with. */
  draft?: CouponDraft;
}

/** Creates a coupon, or changes one; the terms of one that is issued stay. What it will be is shown as it is typed. */
export function CouponForm({ coupon, draft }: CouponFormProps) {
  const t = useTranslations("admin");
  const words = useTranslations("adminCoupons");
  const router = useRouter();
  const { submit, shown, moved, pending, problem, fieldError } = useRowForm({
    row: coupon,
    schema: AdminCoupon,
    textsOf,
    path: "/api/admin/coupons",
    answer: CouponOf,
    bodyOf,
    done: coupon ? t("saved") : t("couponCreated"),
  });
  const first = shown ?? draft;
  const { form, typed, look } = useTyped(first ? textsOf(first) : {});
  const issued = shown?.issued ?? 0;
  const isFixedTerms = issued > 0;
  const labels = { ...Object.fromEntries(FIELDS.map((name) => [name, t(name)])), type: t("discountType") };
  const terms = isFixedTerms ? words("termsStand", { count: issued }) : undefined;
  return (
    // Not a form action: React would empty the fields when the answer is a refusal.
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void submit(event.currentTarget).then((saved) => {
          if (saved) router.push("/admin/coupons");
        });
      }}
      onInput={look}
      ref={form}
      autoComplete="off"
      className="grid items-start gap-6 xl:grid-cols-[minmax(0,1fr)_22rem]"
    >
      <Panel title={words("what")}>
        <div className="grid items-start gap-5 sm:grid-cols-2">
          <Field label={t("name")} error={fieldError("name")} className="sm:col-span-2">
            {(control) => (
              <Input {...control} name="name" required maxLength={200} defaultValue={first?.name} />
            )}
          </Field>
          <Field label={t("discountType")} hint={terms}>
            {(control) => (
              <Select {...control} name="type" defaultValue={first?.discount.type} disabled={isFixedTerms}>
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
                defaultValue={first?.discount.value}
              />
            )}
          </Field>
          <Field
            label={t("quantity")}
            hint={issued > 0 ? words("atLeast", { count: issued }) : undefined}
            error={fieldError("totalQuantity")}
            className="sm:col-span-2"
          >
            {(control) => (
              <NumberInput {...control} name="quantity" required defaultValue={first?.totalQuantity} />
            )}
          </Field>
          <ShopTimeField
            name="starts"
            label={t("starts")}
            error={fieldError("startsAt")}
            instant={first?.startsAt ?? null}
            required
          />
          <ShopTimeField
            name="ends"
            label={t("ends")}
            error={fieldError("endsAt")}
            instant={first?.endsAt ?? null}
            required
          />
        </div>
      </Panel>
      <div className="grid gap-6 xl:sticky xl:top-20 xl:row-span-2">
        <Panel title={words("preview")}>
          <div className="grid gap-5">
            <CouponPreview typed={typed} />
            {problem ? (
              <Notice tone="bad">
                {problem}
                <MovedFields moved={moved} labels={labels} />
              </Notice>
            ) : null}
            <Button type="submit" size="wide" pending={pending}>
              {coupon ? t("save") : t("createCoupon")}
            </Button>
            <CartExample typed={typed} />
            <div className="border-t border-line pt-4">
              <ClaimTimes typed={typed} />
            </div>
          </div>
        </Panel>
      </div>
      <Panel title={words("more")}>
        <div className="grid items-start gap-5 sm:grid-cols-2">
          <Field label={t("minOrder")} error={fieldError("minOrder")}>
            {(control) => (
              <NumberInput
                {...control}
                name="minOrder"
                disabled={isFixedTerms}
                defaultValue={first?.minOrder ?? 0}
              />
            )}
          </Field>
          {hasCap(typed["type"]) ? (
            <Field
              label={t("maxDiscount")}
              hint={words("mostHint")}
              error={fieldError("discount.maxDiscount")}
            >
              {(control) => (
                <NumberInput
                  {...control}
                  name="maxDiscount"
                  disabled={isFixedTerms}
                  defaultValue={first ? maxDiscountOf(first.discount) : undefined}
                />
              )}
            </Field>
          ) : null}
          <Field label={t("inKorean")} hint={words("koreanHint")} error={fieldError("nameKo")}>
            {(control) => (
              <Input
                {...control}
                name="nameKo"
                lang="ko"
                maxLength={200}
                defaultValue={first?.nameKo ?? ""}
              />
            )}
          </Field>
        </div>
      </Panel>
    </form>
  );
}

const FIELDS = ["name", "nameKo", "value", "maxDiscount", "minOrder", "quantity", "starts", "ends"] as const;

const DISCOUNT_FIELDS = ["type", "value", "maxDiscount"];

/** The fields of these names as the API takes them. A discount is one: it goes whole or not at all. */
function bodyOf(form: FormData, names: ReadonlySet<string>): object {
  const type = textOf(form, "type");
  const cap = hasCap(type) ? { maxDiscount: numberOf(form, "maxDiscount") ?? null } : {};
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
