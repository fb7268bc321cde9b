"use client";

import { useRouter } from "next/navigation";
import { useCallback } from "react";
import { whenOnlineAgain } from "./when-online.ts";

/**
 * Has the page made anew with what is so now, or, without a connection, as soon as there is one: Next would leave for
 * the browser's error page. Until then the page stays, and its notice says that it may be old.
 */
export function useRefresh(): () => void {
  const router = useRouter();
  return useCallback(() => whenOnlineAgain(() => router.refresh()), [router]);
}
