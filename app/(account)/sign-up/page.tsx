import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { currentUser } from "#lib/auth/current-user.ts";
import { returnPath } from "#lib/http/return-path.ts";
import { AuthForm } from "../auth-form.tsx";

type Props = { searchParams: Promise<{ next?: string | string[] }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("account"))("signUp") };
}

export default async function SignUpPage({ searchParams }: Props) {
  const next = returnPath((await searchParams).next);
  if (await currentUser()) redirect(next);
  const t = await getTranslations("account");
  return (
    <div className="mx-auto grid max-w-sm grid-cols-1 gap-6 sm:py-8">
      <h1 className="text-title">{t("signUp")}</h1>
      <AuthForm mode="sign-up" next={next} />
    </div>
  );
}
