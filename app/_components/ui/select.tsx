import { clsx } from "clsx";
import { ChevronDown } from "lucide-react";
import type { ComponentProps } from "react";
import { controlStyle } from "./input.tsx";

/** The browser's own select: it works without JavaScript and is at home on a phone. */
export function Select({ className, ...props }: ComponentProps<"select">) {
  return (
    <span className={clsx("relative grid items-center", className)}>
      <select data-slot="select" className={clsx(controlStyle, "appearance-none pr-9")} {...props} />
      <ChevronDown aria-hidden className="pointer-events-none absolute right-3 size-4 text-soft" />
    </span>
  );
}
