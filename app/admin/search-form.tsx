import { useTranslations } from "next-intl";
import { Button } from "#app/_components/ui/button.tsx";
import { Input } from "#app/_components/ui/input.tsx";

/** Searches a list by its address. */
export function SearchForm({ action, q }: { action: string; q: string | undefined }) {
  const t = useTranslations("admin");
  return (
    <search>
      <form action={action} className="mb-5 flex gap-2">
        <Input type="search" name="q" defaultValue={q} aria-label={t("search")} className="max-w-sm" />
        <Button type="submit" variant="secondary">
          {t("search")}
        </Button>
      </form>
    </search>
  );
}
