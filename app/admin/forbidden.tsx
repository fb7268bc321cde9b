import { getTranslations } from "next-intl/server";
import Link from "#app/_components/link.tsx";
import { PageHeading } from "#app/_components/page-heading.tsx";
import { buttonStyle } from "#app/_components/ui/button.tsx";
import { EmptyState } from "#app/_components/ui/empty-state.tsx";
import { currentUser } from "#lib/auth/current-user.ts";

/** The page for shoppers without the admin role, with status 403. */
export default async function Forbidden() {
  const [t, user] = await Promise.all([getTranslations("admin"), currentUser()]);
  return (
    <>
      <PageHeading title={t("forbidden")} />
      <EmptyState title={t("forbiddenText", { email: user?.email ?? "" })}>
        <Link href="/account" className={buttonStyle()}>
          {t("forbiddenNext")}
        </Link>
      </EmptyState>
    </>
  );
}
