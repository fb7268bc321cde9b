"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { z } from "zod";
import { callApi, type Problem } from "#app/_api/call-api.ts";
import { useProblemText } from "#app/_api/use-problem-text.ts";
import { bringGuestCart } from "#app/_cart/actions.ts";
import Link from "#app/_components/link.tsx";
import { Button } from "#app/_components/ui/button.tsx";
import { Field } from "#app/_components/ui/field.tsx";
import { Input } from "#app/_components/ui/input.tsx";
import { Notice } from "#app/_components/ui/notice.tsx";
import { type AuthField, faultsIn, type TypedAuth } from "./auth-faults.ts";

interface AuthFormProps {
  mode: "sign-in" | "sign-up";
  next: string;
}

/** Signs in, or opens an account; what was typed stays when it does not work. */
export function AuthForm({ mode, next }: AuthFormProps) {
  const t = useTranslations("account");
  const [typed, setTyped] = useState<TypedAuth>({ name: "", email: "", password: "" });
  const [faults, setFaults] = useState<readonly AuthField[]>([]);
  const { send, pending, problem } = useAuth(mode, next);
  const isSignUp = mode === "sign-up";
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const found = faultsIn(typed, mode);
    setFaults(found);
    const [first] = found;
    if (first) event.currentTarget.querySelector<HTMLInputElement>(`[name=${first}]`)?.focus();
    else void send(typed);
  };
  const field = (name: AuthField) => ({
    label: t(name),
    error: faults.includes(name) ? t(isSignUp ? `faults.${name}` : `missing.${name}`) : undefined,
  });
  const bind = (name: AuthField) => ({
    name,
    value: typed[name],
    required: true,
    onChange: (event: { target: { value: string } }) => setTyped({ ...typed, [name]: event.target.value }),
  });
  return (
    <form noValidate onSubmit={submit} className="grid gap-4">
      {isSignUp ? (
        <Field {...field("name")}>
          {(control) => <Input {...control} {...bind("name")} autoComplete="name" maxLength={100} />}
        </Field>
      ) : null}
      <Field {...field("email")}>
        {(control) => <Input {...control} {...bind("email")} type="email" autoComplete="email" />}
      </Field>
      <Field {...field("password")} hint={isSignUp ? t("passwordHint") : undefined}>
        {(control) => (
          <Input
            {...control}
            {...bind("password")}
            type="password"
            autoComplete={isSignUp ? "new-password" : "current-password"}
          />
        )}
      </Field>
      {problem ? <AuthProblem problem={problem} /> : null}
      <Button type="submit" size="lg" pending={pending}>
        {isSignUp ? t("signUp") : t("signIn")}
      </Button>
      <OtherWay mode={mode} next={next} />
    </form>
  );
}

function useAuth(mode: AuthFormProps["mode"], next: string) {
  const router = useRouter();
  const [problem, setProblem] = useState<Problem | null>(null);
  const [pending, setPending] = useState(false);
  const send = async ({ name, email, password }: TypedAuth) => {
    setPending(true);
    setProblem(null);
    const body = mode === "sign-up" ? { name, email, password } : { email, password };
    const call = { method: "POST", path: `/api/auth/${mode}/email`, body, schema: z.unknown() } as const;
    const result = await callApi(call);
    if (!result.ok) {
      setProblem(result.problem);
      setPending(false);
      return;
    }
    // Without it the cart comes along all the same, at the next look at it.
    await bringGuestCart().catch(() => undefined);
    router.push(next);
    router.refresh();
  };
  return { send, pending, problem };
}

function AuthProblem({ problem }: { problem: Problem }) {
  const t = useTranslations("account");
  const problemText = useProblemText();
  const tell = (): string => {
    if (problem.code === "UNAUTHENTICATED") return t("wrong");
    if (problem.code !== "VALIDATION") return problemText(problem);
    return String(problem.facts["reason"]).startsWith("USER_ALREADY_EXISTS") ? t("taken") : t("invalid");
  };
  return <Notice tone="bad">{tell()}</Notice>;
}

function OtherWay({ mode, next }: AuthFormProps) {
  const t = useTranslations("account");
  const other = mode === "sign-up" ? "sign-in" : "sign-up";
  return (
    <p className="text-sm text-soft">
      {mode === "sign-up" ? t("haveAccount") : t("noAccount")}{" "}
      <Link
        href={`/${other}?next=${encodeURIComponent(next)}`}
        className="inline-flex min-h-11 items-center font-medium text-ink underline underline-offset-4"
      >
        {mode === "sign-up" ? t("signIn") : t("signUp")}
      </Link>
    </p>
  );
}
