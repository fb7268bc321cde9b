import { getTranslations } from "next-intl/server";
import { Skeleton } from "#app/_components/ui/skeleton.tsx";

export default async function Loading() {
  const t = await getTranslations("common");
  return (
    <div role="status" className="grid gap-8">
      <span className="sr-only">{t("loading")}</span>
      <Skeleton className="h-10 w-56" />
      <div className="grid grid-cols-2 gap-4 md:grid-cols-4">
        {["a", "b", "c", "d"].map((key) => (
          <Skeleton key={key} className="aspect-square" />
        ))}
      </div>
    </div>
  );
}
