import { clsx } from "clsx";
import type { ComponentProps } from "react";

/** What every control that is typed into or chosen from looks like. */
export const controlStyle =
  "min-h-11 w-full min-w-0 rounded-md border border-strong-line bg-surface px-3.5 text-base text-ink placeholder:text-soft hover:border-soft disabled:bg-sunken disabled:text-soft aria-invalid:border-bad aria-invalid:bg-bad-soft sm:text-sm";

export function Input({ className, ...props }: ComponentProps<"input">) {
  return <input data-slot="input" className={clsx(controlStyle, className)} {...props} />;
}

/** What a whole number may be written with; the rest is for `wonOf` to read. */
const NUMBER_PATTERN = "[\\s0-9０-９,，、'’₩￦원+＋\\-−－]*";

/**
 * A whole number. Not `type="number"`, which takes `1e5`, and drops full-width digits and grouping unread.
 */
export function NumberInput(props: ComponentProps<"input">) {
  return <Input type="text" inputMode="numeric" autoComplete="off" pattern={NUMBER_PATTERN} {...props} />;
}

export function Textarea({ className, ...props }: ComponentProps<"textarea">) {
  return (
    <textarea data-slot="textarea" className={clsx(controlStyle, "min-h-24 py-2.5", className)} {...props} />
  );
}

/** A box to tick, with its words as a target of their own. */
export function Checkbox({ className, children, ...props }: ComponentProps<"input">) {
  return (
    <label className={clsx("inline-flex min-h-11 items-center gap-2.5 text-sm", className)}>
      <input data-slot="checkbox" type="checkbox" className="size-5 shrink-0 accent-accent" {...props} />
      {children}
    </label>
  );
}
