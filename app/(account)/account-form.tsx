"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type FormEvent, type ReactNode, useState } from "react";
import { sendForm } from "#app/_api/send-form.ts";
import { bringGuestCart } from "#app/_cart/actions.ts";
import { Button } from "#app/_components/ui/button.tsx";
import { Field } from "#app/_components/ui/field.tsx";
import { Input } from "#app/_components/ui/input.tsx";
import { Notice } from "#app/_components/ui/notice.tsx";
import { PasswordInput } from "./password-input.tsx";
import { type Refusal, wordsFor } from "./refusal.ts";

/** One field of a form about the account. */
export interface AccountField {
  readonly name: string;
  readonly label: string;
  readonly type: "text" | "email" | "password";
  readonly autoComplete: string;
  readonly hint?: string;
  /** What is said when nothing fit for it was typed. */
  readonly fault: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  /** What was typed before, when the browser was led back without a script. */
  readonly typed?: string;
}

interface AccountFormProps {
  action: string;
  fields: readonly AccountField[];
  hidden?: Readonly<Record<string, string>>;
  submit: string;
  refusal?: Refusal | null;
  /** The form signs in: what was picked as a guest comes along. */
  signsIn?: boolean;
  children?: ReactNode;
}

/**
 * A form that a browser can send by itself, before the page's scripts are there or without them. With them it is
 * sent in place, and what was typed stays when it does not work.
 */
export function AccountForm({
  action,
  fields,
  hidden = {},
  submit,
  signsIn = false,
  ...rest
}: AccountFormProps) {
  const [faults, setFaults] = useState<readonly string[]>([]);
  const { send, pending, refusal } = useSend(signsIn, rest.refusal ?? null);
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const found = fields.filter((field) => isFaulty(field, new FormData(form))).map(({ name }) => name);
    setFaults(found);
    const [first] = found;
    if (first) form.querySelector<HTMLInputElement>(`[name=${first}]`)?.focus();
    else if (!pending) void send(form);
  };
  return (
    <form method="post" action={action} noValidate onSubmit={onSubmit} className="grid gap-4">
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {fields.map(({ label, hint, fault, typed, ...input }) => (
        <Field
          key={input.name}
          label={label}
          hint={hint}
          error={faults.includes(input.name) ? fault : undefined}
        >
          {(control) =>
            input.type === "password" ? (
              <PasswordInput {...control} {...input} required defaultValue={typed} />
            ) : (
              <Input {...control} {...input} required defaultValue={typed} />
            )
          }
        </Field>
      ))}
      {refusal ? <RefusalNotice refusal={refusal} /> : null}
      <Button type="submit" size="lg" pending={pending}>
        {submit}
      </Button>
      {rest.children}
    </form>
  );
}

function isFaulty({ name, type, minLength = 1 }: AccountField, typed: FormData): boolean {
  const given = typed.get(name);
  const value = typeof given === "string" ? given : "";
  if (type === "email") return !/^\S+@\S+\.\S+$/.test(value.trim());
  return (type === "password" ? value : value.trim()).length < minLength;
}

function useSend(signsIn: boolean, before: Refusal | null) {
  const router = useRouter();
  const [refusal, setRefusal] = useState(before);
  const [pending, setPending] = useState(false);
  const send = async (form: HTMLFormElement) => {
    setPending(true);
    setRefusal(null);
    const result = await sendForm(form);
    if (!result.ok) {
      const { code, facts } = result.problem;
      const reason = typeof facts["reason"] === "string" ? facts["reason"] : undefined;
      setRefusal({ code, reason, wait: result.wait });
      setPending(false);
      return;
    }
    // Without it the cart comes along all the same, at the next look at it.
    if (signsIn) await bringGuestCart().catch(() => undefined);
    router.push(result.data.to);
    router.refresh();
  };
  return { send, pending, refusal };
}

function RefusalNotice({ refusal }: { refusal: Refusal }) {
  const t = useTranslations("account");
  const words = wordsFor(refusal);
  return <Notice tone="bad">{"values" in words ? t(words.key, words.values) : t(words.key)}</Notice>;
}
