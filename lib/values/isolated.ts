/** Letters that run from right to left (Hebrew, Arabic and their kin), and marks that count as such. */
const RIGHT_TO_LEFT =
  /[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/**
 * A text that somebody wrote, for the middle of a sentence of ours. What runs from right to left would take the words
 * and numbers beside it along; between these two marks (FSI and PDI), which nobody sees, it keeps to itself.
 */
export const isolated = (text: string): string => (RIGHT_TO_LEFT.test(text) ? `\u2068${text}\u2069` : text);
