import type { ReactNode } from "react";

interface EmptyStateProps {
  title: string;
  text?: string;
  icon?: ReactNode;
  children?: ReactNode;
}

/** What a list shows when there is nothing in it, and the way on. */
export function EmptyState({ title, text, icon, children }: EmptyStateProps) {
  return (
    <div
      data-slot="empty-state"
      className="grid justify-items-center gap-3 rounded-lg border border-dashed border-strong-line/50 px-6 py-16 text-center"
    >
      {icon ? (
        <span aria-hidden className="mb-1 grid size-14 place-items-center rounded-full bg-sunken text-soft">
          {icon}
        </span>
      ) : null}
      <p className="text-lg font-medium text-balance">{title}</p>
      {text ? <p className="max-w-prose text-sm text-soft">{text}</p> : null}
      {children ? <div className="mt-3 flex flex-wrap justify-center gap-2">{children}</div> : null}
    </div>
  );
}
