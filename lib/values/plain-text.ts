import { z } from "zod";

/** Text that a person typed: trimmed, not empty, without the NUL that Postgres can't hold. */
export const plainText = (max: number) =>
  z
    .string()
    .trim()
    .min(1, "Can't be empty")
    .max(max)
    .refine((text) => !text.includes("\0"), "Has a character that can't be kept");
