import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Notice } from "#app/_components/ui/notice.tsx";
import { MailToken } from "#lib/auth/schema.ts";
import { AccountForm } from "../account-form.tsx";
import { AccountFormPage, type AccountPageProps, FootLink } from "../account-page.tsx";
import { refusalIn } from "../refusal.ts";

export async function generateMetadata(): Promise<Metadata> {
  const title = (await getTranslations("account"))("confirmTitle");
  return { title, robots: { index: false }, referrer: "same-origin" };
}

/** A button confirms, not the link: programs that look into mails open links too. */
export default async function VerifyEmailPage({ searchParams }: AccountPageProps) {
  const query = await searchParams;
  const token = MailToken.safeParse(query["token"]).data;
  const t = await getTranslations("account");
  return (
    <AccountFormPage title={t("confirmTitle")}>
      {query["confirmed"] ? <Notice tone="good">{t("confirmed")}</Notice> : null}
      {!query["confirmed"] && token ? (
        <>
          <p className="text-soft">{t("confirmText")}</p>
          <AccountForm
            action={`/api/account/confirm-email?token=${token}`}
            hidden={{ token }}
            refusal={refusalIn(query)}
            submit={t("confirmSubmit")}
            fields={[]}
          />
        </>
      ) : null}
      {!query["confirmed"] && !token ? <Notice tone="bad">{t("refusals.linkExpired")}</Notice> : null}
      <FootLink href="/account">{t("toAccount")}</FootLink>
    </AccountFormPage>
  );
}
