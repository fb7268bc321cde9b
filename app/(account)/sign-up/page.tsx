import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import Link from "#app/_components/link.tsx";
import { currentUser } from "#lib/auth/current-user.ts";
import { PASSWORD_MAX, PASSWORD_MIN } from "#lib/auth/schema.ts";
import { returnPath } from "#lib/http/return-path.ts";
import { AccountForm } from "../account-form.tsx";
import { AccountFormPage, textLink } from "../account-page.tsx";
import { readTyped } from "../read-typed.ts";
import { refusalIn } from "../refusal.ts";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("account"))("signUp") };
}

export default async function SignUpPage({ searchParams }: Props) {
  const query = await searchParams;
  const next = returnPath(query["next"]);
  if (await currentUser()) redirect(next);
  const refusal = refusalIn(query);
  const [t, typed] = await Promise.all([getTranslations("account"), refusal ? readTyped() : null]);
  const on = `next=${encodeURIComponent(next)}`;
  return (
    <AccountFormPage title={t("signUp")}>
      <AccountForm
        action={`/api/account/sign-up?${on}`}
        refusal={refusal}
        submit={t("signUp")}
        signsIn
        fields={[
          {
            name: "name",
            label: t("name"),
            type: "text",
            autoComplete: "name",
            maxLength: 100,
            fault: t("faults.name"),
            ...(typed ? { typed: typed.name } : {}),
          },
          {
            name: "email",
            label: t("email"),
            type: "email",
            autoComplete: "email",
            fault: t("faults.email"),
            ...(typed ? { typed: typed.email } : {}),
          },
          {
            name: "password",
            label: t("password"),
            type: "password",
            autoComplete: "new-password",
            hint: t("passwordHint"),
            fault: t("faults.password"),
            minLength: PASSWORD_MIN,
            maxLength: PASSWORD_MAX,
          },
        ]}
      >
        <p className="text-sm text-soft">
          {t("haveAccount")}{" "}
          <Link href={`/sign-in?${on}`} className={textLink}>
            {t("signIn")}
          </Link>
        </p>
      </AccountForm>
    </AccountFormPage>
  );
}
