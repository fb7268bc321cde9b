import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import Link from "#app/_components/link.tsx";
import { Notice } from "#app/_components/ui/notice.tsx";
import { currentUser } from "#lib/auth/current-user.ts";
import { isDemoOpen } from "#lib/auth/demo-shopper.ts";
import { returnPath } from "#lib/http/return-path.ts";
import { AccountForm } from "../account-form.tsx";
import { AccountFormPage, type AccountPageProps, textLink } from "../account-page.tsx";
import { DemoSignIn } from "../demo-sign-in.tsx";
import { emailField, passwordField } from "../fields.ts";
import { readTyped } from "../read-typed.ts";
import { refusalIn } from "../refusal.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("account"))("signIn") };
}

export default async function SignInPage({ searchParams }: AccountPageProps) {
  const query = await searchParams;
  const next = returnPath(query["next"]);
  if (await currentUser()) redirect(next);
  const refusal = refusalIn(query);
  const [t, typed] = await Promise.all([getTranslations("account"), refusal ? readTyped() : null]);
  const on = `next=${encodeURIComponent(next)}`;
  return (
    <AccountFormPage title={t("signIn")}>
      {query["reset"] ? <Notice tone="good">{t("resetDone")}</Notice> : null}
      <AccountForm
        action={`/api/account/sign-in?${on}`}
        refusal={refusal}
        submit={t("signIn")}
        signsIn
        fields={[emailField(t, typed?.email), passwordField(t, "password", t("password"))]}
      >
        <div className="flex flex-wrap items-center justify-between gap-x-4 text-sm text-soft">
          <Link href="/forgot-password" className={textLink}>
            {t("forgot")}
          </Link>
          <span>
            {t("noAccount")}{" "}
            <Link href={`/sign-up?${on}`} className={textLink}>
              {t("signUp")}
            </Link>
          </span>
        </div>
      </AccountForm>
      {isDemoOpen() ? <DemoSignIn next={next} /> : null}
    </AccountFormPage>
  );
}
