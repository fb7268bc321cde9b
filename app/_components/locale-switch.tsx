import { Languages } from "lucide-react";
import { getTranslations } from "next-intl/server";
import { pageLocale } from "#app/_i18n/page-locale.ts";
import { PageAddress } from "./page-address.tsx";
import { buttonStyle } from "./ui/button.tsx";

/** Changes the language to the other one. */
export async function LocaleSwitch() {
  const [locale, t] = await Promise.all([pageLocale(), getTranslations("nav")]);
  const other =
    locale === "ko"
      ? { locale: "en", name: "English", short: "EN" }
      : { locale: "ko", name: "한국어", short: "KO" };
  return (
    <form action="/language" method="post">
      <input type="hidden" name="locale" value={other.locale} />
      <PageAddress />
      <button
        type="submit"
        lang={other.locale}
        aria-label={`${other.short} · ${t("language")}: ${other.name}`}
        className={buttonStyle({ variant: "ghost", className: "px-3" })}
      >
        <Languages aria-hidden />
        {other.short}
      </button>
    </form>
  );
}
