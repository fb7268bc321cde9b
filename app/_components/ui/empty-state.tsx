import type { ReactNode } from "react";

/** What a list shows when there is nothing in it, and the way on. */
export function EmptyState({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div
      data-slot="empty-state"
      className="grid justify-items-center gap-4 rounded-lg border border-dashed border-line px-6 py-16 text-center"
    >
      <p className="text-lg font-medium">{title}</p>
      {children}
    </div>
  );
}
