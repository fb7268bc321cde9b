"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { z } from "zod";
import { callApi, type Problem } from "#app/_api/call-api.ts";
import { useProblemText } from "#app/_api/use-problem-text.ts";
import { Button } from "#app/_components/ui/button.tsx";
import { Field, Input } from "#app/_components/ui/field.tsx";
import { Notice } from "#app/_components/ui/notice.tsx";

interface AuthFormProps {
  mode: "sign-in" | "sign-up";
  next: string;
}

/** Signs in, or opens an account; what was typed stays when it does not work. */
export function AuthForm({ mode, next }: AuthFormProps) {
  const t = useTranslations("account");
  const problemText = useProblemText();
  const router = useRouter();
  const [typed, setTyped] = useState({ name: "", email: "", password: "" });
  const [problem, setProblem] = useState<Problem | null>(null);
  const [pending, setPending] = useState(false);
  const isSignUp = mode === "sign-up";
  const submit = async () => {
    setPending(true);
    setProblem(null);
    const { email, password } = typed;
    const body = isSignUp ? typed : { email, password };
    const result = await callApi({
      method: "POST",
      path: `/api/auth/${mode}/email`,
      body,
      schema: z.unknown(),
    });
    if (!result.ok) {
      setProblem(result.problem);
      setPending(false);
      return;
    }
    router.push(next);
    router.refresh();
  };
  const tell = (refusal: Problem): string => {
    if (refusal.code === "UNAUTHENTICATED") return t("wrong");
    if (refusal.code !== "VALIDATION") return problemText(refusal);
    return String(refusal.facts["reason"]).startsWith("USER_ALREADY_EXISTS") ? t("taken") : t("invalid");
  };
  const bind = (name: keyof typeof typed) => ({
    name,
    value: typed[name],
    required: true,
    onChange: (event: { target: { value: string } }) => setTyped({ ...typed, [name]: event.target.value }),
  });
  const other = isSignUp ? "sign-in" : "sign-up";
  return (
    <div className="mx-auto grid max-w-sm gap-6">
      <h1 className="text-3xl font-semibold tracking-tight">{isSignUp ? t("signUp") : t("signIn")}</h1>
      <form action={() => void submit()} className="grid gap-4">
        {isSignUp ? (
          <Field label={t("name")}>
            {(control) => <Input {...control} {...bind("name")} autoComplete="name" maxLength={100} />}
          </Field>
        ) : null}
        <Field label={t("email")}>
          {(control) => <Input {...control} {...bind("email")} type="email" autoComplete="email" />}
        </Field>
        <Field label={t("password")} hint={isSignUp ? t("passwordHint") : undefined}>
          {(control) => (
            <Input
              {...control}
              {...bind("password")}
              type="password"
              minLength={isSignUp ? 8 : undefined}
              autoComplete={isSignUp ? "new-password" : "current-password"}
            />
          )}
        </Field>
        {problem ? <Notice tone="bad">{tell(problem)}</Notice> : null}
        <Button type="submit" size="lg" pending={pending}>
          {isSignUp ? t("signUp") : t("signIn")}
        </Button>
      </form>
      <p className="text-sm text-soft">
        {isSignUp ? t("haveAccount") : t("noAccount")}{" "}
        <Link
          href={`/${other}?next=${encodeURIComponent(next)}`}
          className="inline-flex min-h-11 items-center font-medium text-ink underline underline-offset-4"
        >
          {isSignUp ? t("signIn") : t("signUp")}
        </Link>
      </p>
    </div>
  );
}
