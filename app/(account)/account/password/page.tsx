import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Notice } from "#app/_components/ui/notice.tsx";
import { requireUser } from "#app/(shop)/require-user.ts";
import { AccountForm } from "../../account-form.tsx";
import { AccountFormPage, type AccountPageProps, FootLink } from "../../account-page.tsx";
import { newPasswordField, passwordField } from "../../fields.ts";
import { refusalIn } from "../../refusal.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("account"))("changePassword") };
}

export default async function ChangePasswordPage({ searchParams }: AccountPageProps) {
  const [user, query] = await Promise.all([requireUser("/account/password"), searchParams]);
  const t = await getTranslations("account");
  return (
    <AccountFormPage title={t("changePassword")}>
      {query["changed"] ? <Notice tone="good">{t("passwordChanged")}</Notice> : null}
      {user.isDemo ? (
        <Notice>{t("refusals.demo")}</Notice>
      ) : (
        <AccountForm
          key={query["changed"] ? "again" : "first"}
          action="/api/account/change-password"
          refusal={refusalIn(query)}
          submit={t("changeSubmit")}
          fields={[passwordField(t, "current", t("currentPassword")), newPasswordField(t, t("newPassword"))]}
        />
      )}
      <FootLink href="/account">{t("toAccount")}</FootLink>
    </AccountFormPage>
  );
}
