/** A language that the shop speaks. */
export type Locale = "en" | "ko";

/** The languages that the shop speaks; each has addresses of its own below `/en` and `/ko`. */
export const LOCALES: readonly Locale[] = ["en", "ko"];

/** The language that a text names, if it names one that the shop speaks. */
export const asLocale = (text: unknown): Locale | null => LOCALES.find((locale) => locale === text) ?? null;

/** The language of an `Accept-Language` header that the shop speaks and the caller likes best; else English. */
export function localeOf(acceptLanguage: string | null): Locale {
  const wishes = (acceptLanguage ?? "").split(",").flatMap((part) => {
    const [tag = "", ...parameters] = part.trim().toLowerCase().split(";");
    const language = tag.split("-")[0];
    if (language !== "en" && language !== "ko") return [];
    const weight = parameters.map((parameter) => /^\s*q=([\d.]+)\s*$/.exec(parameter)?.[1]).find(Boolean);
    return [{ language, weight: weight === undefined ? 1 : Number(weight) } as const];
  });
  // The sort is stable: of two with the same weight, the one named first is meant.
  const [best] = wishes.filter(({ weight }) => weight > 0).sort((a, b) => b.weight - a.weight);
  return best?.language ?? "en";
}

/** Text in the wanted language, or in English where it was not translated. */
export const inLanguage = (locale: Locale, english: string, korean: string | null): string =>
  locale === "ko" && korean ? korean : english;
