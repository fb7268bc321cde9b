"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { z } from "zod";
import { callApi } from "#app/_api/call-api.ts";
import { useProblemText } from "#app/_api/use-problem-text.ts";
import { forgetCartCount } from "#app/_cart/cart-count.ts";
import { Button } from "#app/_components/ui/button.tsx";
import { toast } from "#app/_components/ui/toast.ts";

/** Ends the session in this browser, by a plain form where no script runs. */
export function SignOutButton() {
  const t = useTranslations("nav");
  const problemText = useProblemText();
  const router = useRouter();
  const [pending, setPending] = useState(false);
  const signOut = async (event: FormEvent) => {
    event.preventDefault();
    setPending(true);
    const call = { method: "POST", path: "/api/auth/sign-out", body: {}, schema: z.unknown() } as const;
    const result = await callApi(call);
    setPending(false);
    if (!result.ok) return toast({ tone: "bad", text: problemText(result.problem) });
    forgetCartCount();
    router.push("/");
    router.refresh();
  };
  return (
    <form method="post" action="/api/account/sign-out" onSubmit={(event) => void signOut(event)}>
      <Button type="submit" variant="secondary" pending={pending}>
        {t("signOut")}
      </Button>
    </form>
  );
}
