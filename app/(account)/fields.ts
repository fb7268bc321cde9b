import type { getTranslations } from "next-intl/server";
import { PASSWORD_MAX, PASSWORD_MIN } from "#lib/auth/schema.ts";
import type { AccountField } from "./account-form.tsx";

type Words = Awaited<ReturnType<typeof getTranslations<"account">>>;

const typedBefore = (typed: string | undefined) => (typed === undefined ? {} : { typed });

/** The e-mail address of an account that exists. */
export const emailField = (t: Words, typed?: string): AccountField => ({
  name: "email",
  label: t("email"),
  type: "email",
  autoComplete: "username",
  fault: t("missing.email"),
  ...typedBefore(typed),
});

/** The password of an account that exists. */
export const passwordField = (t: Words, name: string, label: string): AccountField => ({
  name,
  label,
  type: "password",
  autoComplete: "current-password",
  maxLength: PASSWORD_MAX,
  fault: t("missing.password"),
});

/** A password that is chosen now. */
export const newPasswordField = (t: Words, label: string): AccountField => ({
  name: "password",
  label,
  type: "password",
  autoComplete: "new-password",
  hint: t("passwordHint"),
  fault: t("faults.password"),
  minLength: PASSWORD_MIN,
  maxLength: PASSWORD_MAX,
});

/** Name and e-mail address of a new account. */
export const personFields = (t: Words, typed: { name: string; email: string } | null): AccountField[] => [
  {
    name: "name",
    label: t("name"),
    type: "text",
    autoComplete: "name",
    maxLength: 100,
    fault: t("faults.name"),
    ...typedBefore(typed?.name),
  },
  {
    name: "email",
    label: t("email"),
    type: "email",
    autoComplete: "email",
    fault: t("faults.email"),
    ...typedBefore(typed?.email),
  },
];
