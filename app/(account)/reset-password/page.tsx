import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import Link from "#app/_components/link.tsx";
import { Notice } from "#app/_components/ui/notice.tsx";
import { isResetOpen } from "#lib/auth/reset-password.ts";
import { MailToken, PASSWORD_MAX, PASSWORD_MIN } from "#lib/auth/schema.ts";
import { AccountForm } from "../account-form.tsx";
import { AccountFormPage, textLink } from "../account-page.tsx";
import { refusalIn } from "../refusal.ts";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

/** The link is a key: no other site is told the address of this page. */
export async function generateMetadata(): Promise<Metadata> {
  const title = (await getTranslations("account"))("resetTitle");
  return { title, robots: { index: false }, referrer: "same-origin" };
}

export default async function ResetPasswordPage({ searchParams }: Props) {
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
          fields={[
            {
              name: "password",
              label: t("newPassword"),
              type: "password",
              autoComplete: "new-password",
              hint: t("passwordHint"),
              fault: t("faults.password"),
              minLength: PASSWORD_MIN,
              maxLength: PASSWORD_MAX,
            },
          ]}
        />
      ) : (
        <>
          <Notice tone="bad">{t("refusals.linkExpired")}</Notice>
          <Link href="/forgot-password" className={`${textLink} justify-self-start text-sm`}>
            {t("askAgain")}
          </Link>
        </>
      )}
    </AccountFormPage>
  );
}
