import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import Link from "#app/_components/link.tsx";
import { currentUser } from "#lib/auth/current-user.ts";
import { returnPath } from "#lib/http/return-path.ts";
import { AccountForm } from "../account-form.tsx";
import { AccountFormPage, type AccountPageProps, textLink } from "../account-page.tsx";
import { newPasswordField, personFields } from "../fields.ts";
import { readTyped } from "../read-typed.ts";
import { refusalIn } from "../refusal.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("account"))("signUp") };
}

export default async function SignUpPage({ searchParams }: AccountPageProps) {
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
        fields={[...personFields(t, typed), newPasswordField(t, t("password"))]}
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
