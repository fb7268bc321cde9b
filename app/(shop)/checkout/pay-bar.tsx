import type { ReactNode } from "react";

/** Where Pay stands: in its place on a desk, and at the bottom of a phone, under the thumb, however long the page is. */
export function PayBar({ children }: { children: ReactNode }) {
  return (
    <div
      data-pay-bar
      className="grid gap-2 max-md:fixed max-md:inset-x-0 max-md:bottom-0 max-md:z-20 max-md:max-h-[70dvh] max-md:overflow-y-auto max-md:border-t max-md:border-line max-md:bg-canvas max-md:px-4 max-md:pt-3 max-md:pb-[max(0.75rem,env(safe-area-inset-bottom))] [@media(height<30rem)]:static"
    >
      {children}
    </div>
  );
}
