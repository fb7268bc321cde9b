import { z } from "zod";
import { plainText } from "./plain-text.ts";

const MAX_SEARCH = 100;

/**
 * What somebody searches for; nothing where only spaces were typed. It is counted as it is composed: a
 * Hangul syllable is one character, however the keyboard sent it.
 */
export const SearchText = z
  .string()
  .normalize("NFKC")
  .overwrite((text) => text.replace(/\s+/g, " "))
  .trim()
  .pipe(
    z
      .literal("")
      .transform(() => undefined)
      .or(plainText(MAX_SEARCH)),
  )
  .optional();
