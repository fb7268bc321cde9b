"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import type { ApiResult, Problem } from "#app/_api/call-api.ts";
import { useProblemText } from "#app/_api/use-problem-text.ts";
import { toast } from "#app/_components/ui/toast.ts";
import { useRefresh } from "#app/_components/use-refresh.ts";
import { askPassword } from "./_parts/password-asks.ts";

/** Runs an admin's change: pending, then said, or the problem by field; the page shows the new state. */
export function useAdminCall() {
  const refresh = useRefresh();
  const problemText = useProblemText();
  const t = useTranslations("errors");
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const run = async <T>(
    call: () => Promise<ApiResult<T>>,
    done: string,
    onRefused?: (problem: Problem) => void,
  ): Promise<T | null> => {
    setPending(true);
    setProblem(null);
    let result = await call();
    // Some deeds ask for the password again; then the same is sent once more.
    const asksAgain = !result.ok && result.problem.code === "SIGN_IN_AGAIN";
    if (asksAgain && (await askPassword())) result = await call();
    setPending(false);
    if (!result.ok) {
      setProblem(result.problem);
      onRefused?.(result.problem);
      return null;
    }
    toast({ tone: "good", text: done });
    refresh();
    return result.data;
  };
  const fieldError = (path: string): string | undefined =>
    problem?.errors.find((error) => error.path === path || error.path.startsWith(`${path}.`))?.message;
  const named = problem?.errors.some(({ path }) => path !== "") ?? false;
  const text =
    problem === null ? null : problem.code === "VALIDATION" && named ? t("VALIDATION") : problemText(problem);
  return { run, pending, problem: text, fieldError };
}
