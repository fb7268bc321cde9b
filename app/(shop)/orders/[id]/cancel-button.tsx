"use client";

import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { callApi, type Problem } from "#app/_api/call-api.ts";
import { useProblemText } from "#app/_api/use-problem-text.ts";
import { Button } from "#app/_components/ui/button.tsx";
import { Confirm } from "#app/_components/ui/dialog.tsx";
import { Notice } from "#app/_components/ui/notice.tsx";
import { toast } from "#app/_components/ui/toast.ts";
import { useRefresh } from "#app/_components/use-refresh.ts";
import { CancelResult } from "#lib/orders/schema.ts";

interface CancelButtonProps {
  orderId: string;
  isPaid: boolean;
}

/** So long a dialog takes to close, at most. */
const DIALOG_MS = 400;

/** Cancels an order, after asking; then says so in the button's place, and takes its focus. */
export function CancelButton({ orderId, isPaid }: CancelButtonProps) {
  const t = useTranslations("orders");
  const common = useTranslations("common");
  const problemText = useProblemText();
  const refresh = useRefresh();
  const [problem, setProblem] = useState<Problem | null>(null);
  const cancel = async () => {
    setProblem(null);
    const result = await callApi({
      method: "POST",
      path: `/api/orders/${orderId}/cancel`,
      schema: CancelResult,
    });
    if (result.ok) toast({ tone: "good", text: t("cancelDone") });
    else setProblem(result.problem);
    refresh();
  };
  const wasPaid = useRef(isPaid);
  const done = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    if (isPaid || !wasPaid.current) return;
    done.current?.focus();
    // The dialog gives the focus back when it has closed, to a button that is gone by then.
    const timer = setTimeout(() => {
      if (document.activeElement === document.body) done.current?.focus();
    }, DIALOG_MS);
    return () => clearTimeout(timer);
  }, [isPaid]);
  if (!isPaid) {
    return wasPaid.current ? (
      <p ref={done} tabIndex={-1} className="self-center text-sm text-good max-sm:col-span-2">
        {t("cancelDone")}
      </p>
    ) : null;
  }
  return (
    <div className="grid gap-3 max-sm:col-span-2 sm:-mr-5 sm:ml-auto sm:max-w-xs sm:justify-items-end">
      <Confirm
        trigger={<Button variant="ghost">{t("cancel")}</Button>}
        title={t("cancelTitle")}
        description={t("cancelText")}
        confirm={t("cancel")}
        cancel={common("cancel")}
        onConfirm={cancel}
      />
      {problem ? <Notice tone="bad">{problemText(problem)}</Notice> : null}
    </div>
  );
}
