import { useTranslations } from "next-intl";
import { buttonStyle } from "#app/_components/ui/button.tsx";

/** One click, and a visitor of a shop that runs for a try holds the demo shopper's points. */
export function DemoSignIn({ next }: { next: string }) {
  const t = useTranslations("account");
  return (
    <form
      method="post"
      action={`/api/demo/sign-in?next=${encodeURIComponent(next)}`}
      className="grid gap-3 border-t border-line pt-6"
    >
      <p className="text-sm text-soft">{t("demoNote")}</p>
      <button type="submit" className={buttonStyle({ variant: "secondary", size: "lg" })}>
        {t("demo")}
      </button>
    </form>
  );
}
