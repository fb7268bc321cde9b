"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { callApi } from "#app/_api/call-api.ts";
import { Button } from "#app/_components/ui/button.tsx";
import { Field } from "#app/_components/ui/field.tsx";
import { Checkbox, NumberInput } from "#app/_components/ui/input.tsx";
import { Notice } from "#app/_components/ui/notice.tsx";
import { Select } from "#app/_components/ui/select.tsx";
import { useTypedBefore } from "#app/_components/use-typed-before.ts";
import { RUSH_KINDS, type RushKind, RushRunResult } from "#lib/rush/schema.ts";
import { numberOf, textOf } from "../form-values.ts";
import { useAdminCall } from "../use-admin-call.ts";
import { useKindName } from "./kind-name.ts";

/** Chooses a rush and starts it; then its page shows it live. */
export function RushForm() {
  const t = useTranslations("adminRush");
  const nameOf = useKindName();
  const router = useRouter();
  const { run, pending, problem, fieldError } = useAdminCall();
  const [kind, setKind] = useState<RushKind>("product");
  const choose = (text: string) => setKind(RUSH_KINDS.find((one) => one === text) ?? "product");
  const select = useTypedBefore<HTMLSelectElement>(choose);
  const submit = async (element: HTMLFormElement) => {
    const form = new FormData(element);
    const numbers = ["shoppers", "stock", "seconds", "times", "processes"].flatMap((name) => {
      const value = numberOf(form, name);
      return value === undefined ? [] : [[name, value] as const];
    });
    const body = { kind: textOf(form, "kind"), keep: form.has("keep"), ...Object.fromEntries(numbers) };
    const call = { method: "POST", path: "/api/admin/rush", body, schema: RushRunResult } as const;
    const begun = await run(() => callApi(call), t("started"));
    if (begun) router.push(`/admin/rush/${begun.run.id}`);
  };
  const number = (name: "shoppers" | "stock" | "seconds" | "times", value: number, hint?: string) => (
    <Field label={t(name)} error={fieldError(name)} {...(hint ? { hint } : {})}>
      {(control) => <NumberInput {...control} name={name} defaultValue={value} required />}
    </Field>
  );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void submit(event.currentTarget);
      }}
      className="grid gap-5 rounded-lg border border-line bg-surface p-5 sm:grid-cols-2 lg:grid-cols-3"
    >
      <Field label={t("kind")} error={fieldError("kind")}>
        {(control) => (
          <Select
            {...control}
            name="kind"
            ref={select}
            value={kind}
            onChange={(event) => choose(event.target.value)}
          >
            {RUSH_KINDS.map((one) => (
              <option key={one} value={one}>
                {nameOf(one)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {number("shoppers", 500)}
      {kind === "top-up" ? null : number("stock", 100, t("stockHint"))}
      {number("seconds", 0, t("secondsHint"))}
      {number("times", 1)}
      <Field label={t("processes")} error={fieldError("processes")} hint={t("processesHint")}>
        {(control) => <NumberInput {...control} name="processes" />}
      </Field>
      <Checkbox name="keep" className="sm:col-span-2">
        {t("keep")}
      </Checkbox>
      <Button type="submit" pending={pending} className="lg:justify-self-end">
        {t("start")}
      </Button>
      {problem ? (
        <Notice tone="bad" className="sm:col-span-2 lg:col-span-3">
          {problem}
        </Notice>
      ) : null}
    </form>
  );
}
