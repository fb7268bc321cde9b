import { Download } from "lucide-react";
import { useTranslations } from "next-intl";
import { buttonStyle } from "#app/_components/ui/button.tsx";

/** Downloads a list as CSV. */
export function CsvLink({ href }: { href: string }) {
  const t = useTranslations("admin");
  return (
    <a href={href} className={buttonStyle({ variant: "secondary" })}>
      <Download aria-hidden />
      {t("csv")}
    </a>
  );
}
