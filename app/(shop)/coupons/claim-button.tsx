"use client";

import { Check } from "lucide-react";
import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import type { Attempt } from "#app/_api/attempt.ts";
import { callApi, type Problem } from "#app/_api/call-api.ts";
import { sendOnce } from "#app/_api/send-once.ts";
import { useProblemText } from "#app/_api/use-problem-text.ts";
import Link from "#app/_components/link.tsx";
import { Button, buttonStyle } from "#app/_components/ui/button.tsx";
import { Notice } from "#app/_components/ui/notice.tsx";
import { useRefresh } from "#app/_components/use-refresh.ts";
import { useCoupon } from "#app/_live/use-live.ts";
import { ClaimResult, type Coupon } from "#lib/coupons/schema.ts";

interface ClaimButtonProps {
  coupon: Coupon;
  /** The signed-in shopper, if there is one. */
  account: string | null;
  isHeld: boolean;
}

/** Claims a coupon while it is open, and says what came of it, on the spot. */
export function ClaimButton({ coupon, account, isHeld }: ClaimButtonProps) {
  const t = useTranslations("coupons");
  const problemText = useProblemText();
  const refresh = useRefresh();
  const [state, setState] = useState<"idle" | "pending" | "claimed" | "held">(isHeld ? "held" : "idle");
  const [problem, setProblem] = useState<Problem | null>(null);
  const own = useRef<Attempt>(undefined);
  const isOpen = useCoupon(coupon).state === "open";
  if (account === null) {
    if (!isOpen) return null;
    return (
      <Link href="/sign-in?next=/coupons" className={buttonStyle({ variant: "secondary" })}>
        {t("signInToClaim")}
      </Link>
    );
  }
  const claim = async () => {
    setState("pending");
    setProblem(null);
    const path = `/api/coupons/${coupon.id}/claim`;
    const post = (idempotencyKey: string) =>
      callApi({ method: "POST", path, account, idempotencyKey, schema: ClaimResult });
    // A claim needs no asking: the same key, sent again, tells whether the coupon is held.
    const wish = { flow: "claim", account, subject: coupon.id, body: null } as const;
    const { answer } = await sendOnce({ wish, own, post });
    if (!answer) return;
    setState(answer.ok ? "claimed" : "idle");
    if (!answer.ok) setProblem(answer.problem);
    refresh();
  };
  return (
    <div className="grid gap-2 empty:hidden">
      {state === "held" ? (
        <p className="flex items-center gap-2 text-sm font-medium text-good">
          <Check aria-hidden className="size-4" />
          {t("have")}
        </p>
      ) : null}
      {state === "claimed" ? <Notice tone="good">{t("claimed")}</Notice> : null}
      {state === "pending" || (state === "idle" && isOpen) ? (
        <Button
          pending={state === "pending"}
          aria-label={`${t("claim")}: ${coupon.name}`}
          onClick={() => void claim()}
        >
          {t("claim")}
        </Button>
      ) : null}
      {problem ? <Notice tone="bad">{problemText(problem)}</Notice> : null}
    </div>
  );
}
