import { z } from "zod";

/** Characters that turn the direction of what follows, also of what is not theirs: a text never needs them. */
const TURNING = /[\u202a-\u202e\u2066-\u2069]/g;
const CONTROL = /[\p{Cc}\p{Surrogate}\u2028\u2029]/u;
const CONTROL_IN_LINES = /[^\P{Cc}\n\r\t]|\p{Surrogate}/u;
/** Something to see: not only spaces and marks without a width. */
const VISIBLE = /[^\p{Cf}\p{Z}\p{Cc}\p{Default_Ignorable_Code_Point}\u2800]/u;

const textWithout = (unwanted: RegExp, max: number) =>
  z
    .string()
    .overwrite((text) => text.replace(TURNING, ""))
    .trim()
    .min(1, "Can't be empty")
    .max(max)
    .refine((text) => text === "" || VISIBLE.test(text), "Has nothing to be seen")
    .refine((text) => !unwanted.test(text), "Has a character that can't be kept");

/** A line that a person typed: trimmed, not empty, without control characters and halves of letters. */
export const plainText = (max: number) => textWithout(CONTROL, max);

/** The same with line breaks and tabs. */
export const plainLines = (max: number) => textWithout(CONTROL_IN_LINES, max);
