import type { ReactNode } from "react";

/** A page's title, with what belongs beside it. */
export function PageHeading({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="mb-8 flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
      <h1 className="text-title text-balance">{title}</h1>
      {children}
    </div>
  );
}
