"use client";

import { usePathname, useSearchParams } from "next/navigation";

/** Names the page that a form is sent from: not every browser says so by itself. */
export function PageAddress() {
  const path = usePathname();
  const search = useSearchParams().toString();
  return <input type="hidden" name="from" value={search ? `${path}?${search}` : path} readOnly />;
}
