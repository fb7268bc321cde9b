import type { ComponentProps } from "react";
import { cn } from "./class-names.ts";

interface TableProps extends ComponentProps<"table"> {
  /** Names it where no heading does. */
  label?: string;
  /** Classes of the box that it scrolls in. */
  box?: string;
}

/** A table that scrolls by itself where it is wider than the screen. */
export function Table({ className, label, box, ...props }: TableProps) {
  return (
    <div
      data-slot="table"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard
      tabIndex={0}
      className={cn("relative overflow-x-auto rounded-lg border border-line bg-surface", box)}
    >
      <table
        aria-label={label}
        className={cn("w-full text-left text-sm tabular-nums", className)}
        {...props}
      />
    </div>
  );
}

export function Th({ className, ...props }: ComponentProps<"th">) {
  return (
    <th
      scope="col"
      className={cn(
        "border-b border-line px-4 py-3 text-xs font-medium whitespace-nowrap text-soft",
        className,
      )}
      {...props}
    />
  );
}

export function Td({ className, ...props }: ComponentProps<"td">) {
  return (
    <td
      className={cn(
        "border-b border-line px-4 py-3 wrap-normal in-[tr:last-child]:border-b-0 [&_[data-slot=badge]]:whitespace-nowrap",
        className,
      )}
      {...props}
    />
  );
}
