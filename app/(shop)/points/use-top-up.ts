"use client";

import { useTranslations } from "next-intl";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import type { Attempt } from "#app/_api/attempt.ts";
import { callApi, type Problem } from "#app/_api/call-api.ts";
import { keysAbout } from "#app/_api/kept-keys.ts";
import { outcomeOf } from "#app/_api/outcome-of-key.ts";
import { sendOnce } from "#app/_api/send-once.ts";
import { useProblemText } from "#app/_api/use-problem-text.ts";
import { toast } from "#app/_components/ui/toast.ts";
import { useRefresh } from "#app/_components/use-refresh.ts";
import { TopUpBody, TopUpResult } from "#lib/points/schema.ts";
import { wonOf } from "#lib/values/whole-number.ts";

interface TopUpNews {
  readonly tone: "good" | "bad";
  readonly text: string;
}

const askTopUp = (account: string) => (key: string) =>
  callApi({
    method: "GET",
    path: `/api/points/top-up/by-key/${encodeURIComponent(key)}`,
    account,
    schema: TopUpResult,
  });

/** Adds points once. What came of a top-up whose page was left or cut is told, here or at the next look. */
export function useTopUp(account: string, onDone?: (balance: number) => void) {
  const t = useTranslations("points");
  const problemText = useProblemText();
  const refresh = useRefresh();
  const [error, setError] = useState<string>();
  const [news, setNews] = useState<TopUpNews | null>(null);
  const [pending, setPending] = useState(false);
  const own = useRef<Attempt>(undefined);
  const isHere = useRef(true);
  const wish = { flow: "top-up", account, subject: "" } as const;
  const ask = askTopUp(account);

  const tell = (told: TopUpNews): void => {
    if (isHere.current) setNews(told);
    else toast(told);
  };
  const added = ({ entry, balance }: TopUpResult, text: "added" | "addedEarlier"): void => {
    tell({ tone: "good", text: t(text, { points: entry.amount, balance }) });
    refresh();
  };
  const refused = (problem: Problem): void => tell({ tone: "bad", text: problemText(problem) });

  const topUp = async (typed: string): Promise<void> => {
    const body = TopUpBody.safeParse({ amount: wonOf(typed) });
    setNews(null);
    setError(body.success ? undefined : t("amountError"));
    if (!body.success) return;
    setPending(true);
    const call = { method: "POST", path: "/api/points/top-up", account, schema: TopUpResult } as const;
    const post = (idempotencyKey: string) => callApi({ ...call, body: body.data, idempotencyKey });
    const { answer, earlier } = await sendOnce({ wish: { ...wish, body: body.data }, own, ask, post });
    setPending(false);
    if (earlier) added(earlier, "addedEarlier");
    else if (!answer.ok) refused(answer.problem);
    else {
      added(answer.data, "added");
      onDone?.(answer.data.balance);
    }
  };

  const settle = useEffectEvent(() => {
    for (const kept of keysAbout(wish)) {
      void outcomeOf(kept, ask).then((outcome) => {
        if (outcome.was === "done") added(outcome.data, "addedEarlier");
      });
    }
  });
  useEffect(() => {
    isHere.current = true;
    settle();
    return () => {
      isHere.current = false;
    };
  }, []);
  return { topUp, pending, error, news };
}
