import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import Link from "#app/_components/link.tsx";
import { Notice } from "#app/_components/ui/notice.tsx";
import { requireUser } from "#app/(shop)/require-user.ts";
import { PASSWORD_MAX, PASSWORD_MIN } from "#lib/auth/schema.ts";
import { AccountForm } from "../../account-form.tsx";
import { AccountFormPage, textLink } from "../../account-page.tsx";
import { refusalIn } from "../../refusal.ts";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("account"))("changePassword") };
}

export default async function ChangePasswordPage({ searchParams }: Props) {
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
          fields={[
            {
              name: "current",
              label: t("currentPassword"),
              type: "password",
              autoComplete: "current-password",
              maxLength: PASSWORD_MAX,
              fault: t("missing.password"),
            },
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
      )}
      <Link href="/account" className={`${textLink} justify-self-start text-sm`}>
        {t("toAccount")}
      </Link>
    </AccountFormPage>
  );
}
