import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Notice } from "#app/_components/ui/notice.tsx";
import { isResetOpen } from "#lib/auth/reset-password.ts";
import { MailToken } from "#lib/auth/schema.ts";
import { AccountForm } from "../account-form.tsx";
import { AccountFormPage, type AccountPageProps, FootLink } from "../account-page.tsx";
import { newPasswordField } from "../fields.ts";
import { refusalIn } from "../refusal.ts";

/** The link is a key: no other site is told the address of this page. */
export async function generateMetadata(): Promise<Metadata> {
  const title = (await getTranslations("account"))("resetTitle");
  return { title, robots: { index: false }, referrer: "same-origin" };
}

export default async function ResetPasswordPage({ searchParams }: AccountPageProps) {
  const query = await searchParams;
  const token = MailToken.safeParse(query["token"]).data;
  const t = await getTranslations("account");
  return (
    <AccountFormPage title={t("resetTitle")}>
      {token && (await isResetOpen(token)) ? (
        <AccountForm
          action={`/api/account/reset-password?token=${token}`}
          hidden={{ token }}
          refusal={refusalIn(query)}
          submit={t("resetSubmit")}
          fields={[newPasswordField(t, t("newPassword"))]}
        />
      ) : (
        <>
          <Notice tone="bad">{t("refusals.linkExpired")}</Notice>
          <FootLink href="/forgot-password">{t("askAgain")}</FootLink>
        </>
      )}
    </AccountFormPage>
  );
}
