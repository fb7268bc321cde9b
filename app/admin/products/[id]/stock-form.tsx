"use client";

import { useTranslations } from "next-intl";
import { useRef } from "react";
import { callApi } from "#app/_api/call-api.ts";
import { newKey } from "#app/_api/new-key.ts";
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
  /** What is sent once more, as after a lost answer, is done once. */
  const sending = useRef({ body: "", key: "" });
  const submit = async (element: HTMLFormElement) => {
    const form = new FormData(element);
    const body = { stockDelta: numberOf(form, "stockDelta"), reason: textOf(form, "reason") };
    const text = JSON.stringify(body);
    if (sending.current.body !== text) sending.current = { body: text, key: newKey() };
    const call = {
      idempotencyKey: sending.current.key,
      method: "PATCH",
      path: `/api/admin/products/${productId}`,
      body,
      schema: AdminProductResult,
    } as const;
    if (!(await run(() => callApi(call), t("saved")))) return;
    sending.current = { body: "", key: "" };
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
