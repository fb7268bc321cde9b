"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "#app/_components/ui/button.tsx";
import { Field } from "#app/_components/ui/field.tsx";
import { Input } from "#app/_components/ui/input.tsx";
import { Notice } from "#app/_components/ui/notice.tsx";
import { useTypedBefore } from "#app/_components/use-typed-before.ts";
import { TOP_UP_MAX } from "#lib/points/schema.ts";
import { wonOf } from "#lib/values/whole-number.ts";
import { useTopUp } from "./use-top-up.ts";

const PRESETS = [10_000, 50_000, 100_000, 300_000];
const ROUND = 10_000;

interface TopUpFormProps {
  account: string;
  /** So many points are missing for something; the next round sum is suggested. */
  missing?: number;
  onDone?: (balance: number) => void;
}

/** Adds points; what was typed stays when it does not work. */
export function TopUpForm({ account, missing, onDone }: TopUpFormProps) {
  const t = useTranslations("points");
  const format = useFormatter();
  const suggested = missing ? Math.min(Math.ceil(missing / ROUND) * ROUND, TOP_UP_MAX) : 50_000;
  const [amount, setAmount] = useState(String(suggested));
  const typed = useTypedBefore(setAmount);
  const { topUp, pending, error, news } = useTopUp(account, onDone);
  return (
    <form
      noValidate
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        void topUp(amount);
      }}
    >
      <fieldset className="grid grid-cols-2 gap-2">
        <legend className="sr-only">{t("presets")}</legend>
        {PRESETS.map((preset) => (
          <Button
            key={preset}
            variant="secondary"
            className="px-3 tabular-nums aria-pressed:border-accent aria-pressed:bg-accent-soft aria-pressed:text-accent"
            aria-pressed={wonOf(amount) === preset}
            onClick={() => setAmount(String(preset))}
          >
            {format.number(preset)}
          </Button>
        ))}
      </fieldset>
      <Field label={t("amount")} hint={t("amountHint")} error={error}>
        {(control) => (
          <Input
            {...control}
            ref={typed}
            inputMode="numeric"
            autoComplete="off"
            value={amount}
            onChange={(event) => setAmount(event.target.value)}
          />
        )}
      </Field>
      <Button type="submit" pending={pending}>
        {t("topUp")}
      </Button>
      {news ? <Notice tone={news.tone}>{news.text}</Notice> : null}
    </form>
  );
}
