"use client";

import { useTranslations } from "next-intl";
import { useRef } from "react";
import type { Attempt } from "#app/_api/attempt.ts";
import { callOnce } from "#app/_api/call-once.ts";
import { Button } from "#app/_components/ui/button.tsx";
import { Field } from "#app/_components/ui/field.tsx";
import { Input, NumberInput } from "#app/_components/ui/input.tsx";
import { Notice } from "#app/_components/ui/notice.tsx";
import { AdminProductResult } from "#lib/catalog/schema.ts";
import { numberOf, textOf } from "../../form-values.ts";
import { useAdminCall } from "../../use-admin-call.ts";

/** Moves the stock by a difference, with its reason: a rush may move it at the same time. */
export function StockForm({ productId }: { productId: string }) {
  const t = useTranslations("admin");
  const { run, pending, problem, fieldError } = useAdminCall();
  const own = useRef<Attempt>(undefined);
  const submit = async (element: HTMLFormElement) => {
    const form = new FormData(element);
    const body = { stockDelta: numberOf(form, "stockDelta"), reason: textOf(form, "reason") };
    const call = {
      method: "PATCH",
      path: `/api/admin/products/${productId}`,
      body,
      schema: AdminProductResult,
    } as const;
    if (!(await run(() => callOnce(own, call), t("saved")))) return;
    own.current = undefined;
    element.reset();
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void submit(event.currentTarget);
      }}
      className="grid content-start gap-4 sm:grid-cols-[9rem_1fr_auto] sm:items-start"
    >
      <Field label={t("stockDelta")} hint={t("stockHint")} error={fieldError("stockDelta")}>
        {(control) => <NumberInput {...control} inputMode="text" name="stockDelta" required />}
      </Field>
      <Field label={t("reason")} error={fieldError("reason")}>
        {(control) => <Input {...control} name="reason" required maxLength={200} />}
      </Field>
      <Button type="submit" variant="secondary" pending={pending} className="sm:mt-6.5">
        {t("moveStock")}
      </Button>
      {problem ? (
        <Notice tone="bad" className="sm:col-span-3">
          {problem}
        </Notice>
      ) : null}
    </form>
  );
}
