import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Notice } from "#app/_components/ui/notice.tsx";
import { AccountForm } from "../account-form.tsx";
import { AccountFormPage, type AccountPageProps, FootLink } from "../account-page.tsx";
import { emailField } from "../fields.ts";
import { readTyped } from "../read-typed.ts";
import { refusalIn } from "../refusal.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("account"))("forgotTitle"), robots: { index: false } };
}

export default async function ForgotPasswordPage({ searchParams }: AccountPageProps) {
  const query = await searchParams;
  const refusal = refusalIn(query);
  const [t, typed] = await Promise.all([getTranslations("account"), refusal ? readTyped() : null]);
  return (
    <AccountFormPage title={t("forgotTitle")}>
      {query["sent"] ? (
        <Notice tone="good">{t("forgotSent")}</Notice>
      ) : (
        <>
          <p className="text-soft">{t("forgotText")}</p>
          <AccountForm
            action="/api/account/forgot-password"
            refusal={refusal}
            submit={t("forgotSubmit")}
            fields={[emailField(t, typed?.email)]}
          />
        </>
      )}
      <FootLink href="/sign-in">{t("backToSignIn")}</FootLink>
    </AccountFormPage>
  );
}
