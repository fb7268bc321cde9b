import type { ReactNode } from "react";
import { cn } from "#app/_components/ui/class-names.ts";

interface PanelProps {
  title: ReactNode;
  action?: ReactNode;
  /** A table goes to the panel's edges. */
  isFlush?: boolean;
  className?: string;
  children: ReactNode;
}

/** One matter of a page, with its title. */
export function Panel({ title, action, isFlush = false, className, children }: PanelProps) {
  return (
    <section className={cn("overflow-hidden rounded-lg border border-line bg-surface", className)}>
      <div
        className={cn(
          "flex min-h-14 flex-wrap items-center justify-between gap-x-4 gap-y-1 border-b border-line px-5 py-2",
          // Over a table the title stands where its first column does.
          isFlush && "px-4",
        )}
      >
        <h2 className="text-sm font-semibold">{title}</h2>
        {action}
      </div>
      <div className={isFlush ? "[&>[data-slot=table]]:rounded-none [&>[data-slot=table]]:border-0" : "p-5"}>
        {children}
      </div>
    </section>
  );
}

/** Facts of a thing: what it is called, and what it is. */
export function Facts({ facts }: { facts: readonly (readonly [label: string, value: ReactNode])[] }) {
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-6 gap-y-2.5 text-sm">
      {facts.map(([label, value]) => (
        <div key={label} className="col-span-2 grid grid-cols-subgrid">
          <dt className="text-soft">{label}</dt>
          <dd className="text-right wrap-anywhere tabular-nums">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
