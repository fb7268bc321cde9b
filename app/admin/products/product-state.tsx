import { useTranslations } from "next-intl";
import { Badge, type Tone } from "#app/_components/ui/badge.tsx";
import type { AdminProduct } from "#lib/catalog/schema.ts";

const TONES: Record<AdminProduct["status"], Tone> = { published: "good", draft: "accent", archived: "plain" };

/** Whether shoppers find a product. */
export function ProductState({ status }: Pick<AdminProduct, "status">) {
  const t = useTranslations("adminProducts");
  return <Badge tone={TONES[status]}>{t(status)}</Badge>;
}
