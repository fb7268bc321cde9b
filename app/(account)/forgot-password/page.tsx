import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import Link from "#app/_components/link.tsx";
import { Notice } from "#app/_components/ui/notice.tsx";
import { AccountForm } from "../account-form.tsx";
import { AccountFormPage, textLink } from "../account-page.tsx";
import { readTyped } from "../read-typed.ts";
import { refusalIn } from "../refusal.ts";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("account"))("forgotTitle"), robots: { index: false } };
}

export default async function ForgotPasswordPage({ searchParams }: Props) {
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
            fields={[
              {
                name: "email",
                label: t("email"),
                type: "email",
                autoComplete: "username",
                fault: t("missing.email"),
                ...(typed ? { typed: typed.email } : {}),
              },
            ]}
          />
        </>
      )}
      <Link href="/sign-in" className={`${textLink} justify-self-start text-sm`}>
        {t("backToSignIn")}
      </Link>
    </AccountFormPage>
  );
}
