"use client";

import { useRouter } from "next/navigation";
import { useFormatter, useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { callApi } from "#app/_api/call-api.ts";
import { newKey } from "#app/_api/new-key.ts";
import { useProblemText } from "#app/_api/use-problem-text.ts";
import { Button } from "#app/_components/ui/button.tsx";
import { Field } from "#app/_components/ui/field.tsx";
import { Input } from "#app/_components/ui/input.tsx";
import { Notice } from "#app/_components/ui/notice.tsx";
import { TOP_UP_MAX, TopUpBody, TopUpResult } from "#lib/points/schema.ts";
import { wonOf } from "#lib/values/whole-number.ts";

const PRESETS = [10_000, 50_000, 100_000, 300_000];
const ROUND = 10_000;

type Outcome = { tone: "good" | "bad"; text: string };

interface TopUpFormProps {
  /** So many points are missing for something; the next round sum is suggested. */
  missing?: number;
  onDone?: (balance: number) => void;
}

/** Adds points; what was typed stays when it does not work. */
export function TopUpForm({ missing, onDone }: TopUpFormProps) {
  const t = useTranslations("points");
  const format = useFormatter();
  const suggested = missing ? Math.min(Math.ceil(missing / ROUND) * ROUND, TOP_UP_MAX) : 50_000;
  const [amount, setAmount] = useState(String(suggested));
  const { topUp, pending, error, outcome } = useTopUp(onDone);
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
      {outcome ? <Notice tone={outcome.tone}>{outcome.text}</Notice> : null}
    </form>
  );
}

function useTopUp(onDone?: (balance: number) => void) {
  const t = useTranslations("points");
  const problemText = useProblemText();
  const router = useRouter();
  const [error, setError] = useState<string>();
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const [pending, setPending] = useState(false);
  const attempt = useRef<{ amount: number; key: string } | null>(null);
  const topUp = async (typed: string) => {
    const body = TopUpBody.safeParse({ amount: wonOf(typed) });
    setOutcome(null);
    setError(body.success ? undefined : t("amountError"));
    if (!body.success) return;
    if (attempt.current?.amount !== body.data.amount) {
      attempt.current = { amount: body.data.amount, key: newKey() };
    }
    setPending(true);
    const call = { method: "POST", path: "/api/points/top-up", schema: TopUpResult } as const;
    const result = await callApi({ ...call, body: body.data, idempotencyKey: attempt.current.key });
    setPending(false);
    if (result.ok || result.problem.code !== "NETWORK") attempt.current = null;
    if (!result.ok) return setOutcome({ tone: "bad", text: problemText(result.problem) });
    const { entry, balance } = result.data;
    setOutcome({ tone: "good", text: t("added", { points: entry.amount, balance }) });
    router.refresh();
    onDone?.(balance);
  };
  return { topUp, pending, error, outcome };
}
