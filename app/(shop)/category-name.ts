import { useTranslations } from "next-intl";
import { getTranslations } from "next-intl/server";

const KNOWN = ["desk", "kitchen", "audio", "outdoor", "stationery", "home"] as const;

/** A category's name in the page's language; one that the shop's owner made up is shown as it is. */
export function useCategoryName(): (category: string) => string {
  const t = useTranslations("catalogue.categories");
  return (category) => {
    const known = KNOWN.find((one) => one === category);
    return known ? t(known) : category;
  };
}

/** The same for the head of a page. */
export async function categoryName(category: string): Promise<string> {
  const t = await getTranslations("catalogue.categories");
  const known = KNOWN.find((one) => one === category);
  return known ? t(known) : category;
}
