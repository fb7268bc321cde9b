"use client";

import { useRouter } from "next/navigation";
import { useFormatter, useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { callApi } from "#app/_api/call-api.ts";
import { useProblemText } from "#app/_api/use-problem-text.ts";
import { Button } from "#app/_components/ui/button.tsx";
import { Field, Input } from "#app/_components/ui/field.tsx";
import { Notice } from "#app/_components/ui/notice.tsx";
import { TopUpBody, TopUpResult } from "#lib/points/schema.ts";

const PRESETS = [10_000, 50_000, 100_000];

type Outcome = { tone: "good" | "bad"; text: string };

/** Adds points; what was typed stays when it does not work. */
export function TopUpForm() {
  const t = useTranslations("points");
  const format = useFormatter();
  const problemText = useProblemText();
  const router = useRouter();
  const [amount, setAmount] = useState("50000");
  const [error, setError] = useState<string>();
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const [pending, setPending] = useState(false);
  const attempt = useRef<{ amount: number; key: string } | null>(null);
  const submit = async () => {
    const body = TopUpBody.safeParse({ amount: Number(amount) });
    setOutcome(null);
    setError(body.success ? undefined : t("amountError"));
    if (!body.success) return;
    if (attempt.current?.amount !== body.data.amount) {
      attempt.current = { amount: body.data.amount, key: crypto.randomUUID() };
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
  };
  return (
    <form action={() => void submit()} className="grid gap-4">
      <div className="flex flex-wrap gap-2">
        {PRESETS.map((preset) => (
          <Button
            key={preset}
            variant="secondary"
            className="flex-1 px-3 tabular-nums"
            aria-pressed={amount === String(preset)}
            onClick={() => setAmount(String(preset))}
          >
            {format.number(preset)}
          </Button>
        ))}
      </div>
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
