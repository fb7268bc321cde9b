import { type ClassValue, clsx } from "clsx";
import { extendTailwindMerge } from "tailwind-merge";

const merge = extendTailwindMerge({
  extend: { classGroups: { "font-size": [{ text: ["display", "title", "heading"] }] } },
});

/** Joins class names; of two that say the same, the later one counts. */
export const cn = (...classes: ClassValue[]): string => merge(clsx(classes));
