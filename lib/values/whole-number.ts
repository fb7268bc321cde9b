const WHOLE = /^[+-]?\d{1,15}$/;
/** Groups of three, all parted by the same sign: a comma, a space (also narrow or unbreakable) or an apostrophe. */
const GROUPED = /^[+-]?\d{1,3}(?:([, '])\d{3})(?:\1\d{3})*$/;

/**
 * A whole number as people write it: full-width digits, signs and grouping (`１０，０００`, `10 000`). Null for
 * everything else, such as `1e5`, `0x10`, `1.5` or `10,00`: what an amount might mean is never guessed.
 */
export function wholeNumberOf(typed: string): number | null {
  const text = typed
    .normalize("NFKC")
    .replace(/\s/g, " ")
    .replace(/[’‘]/g, "'")
    .replace(/[−‐‑‒–]/g, "-")
    .replace(/、/g, ",")
    .trim();
  const digits = GROUPED.test(text) ? text.replace(/[, ']/g, "") : text;
  return WHOLE.test(digits) ? Number(digits) : null;
}

/** A sum of won or points as people write it: the same, with or without its currency. */
export const wonOf = (typed: string): number | null =>
  wholeNumberOf(
    typed
      .normalize("NFKC")
      .replace(/^\s*(?:₩|krw)/i, "")
      .replace(/(?:원|p|krw)\s*$/i, ""),
  );
