import type { ReactNode } from "react";

/** The narrow page of one form. */
export function AccountFormPage({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="mx-auto grid w-full max-w-sm grid-cols-1 gap-6 sm:py-8">
      <h1 className="text-title">{title}</h1>
      {children}
    </div>
  );
}

export const textLink = "inline-flex min-h-11 items-center font-medium text-ink underline underline-offset-4";
