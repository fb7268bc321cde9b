"use client";

import { useEffect, useState } from "react";

/**
 * The account that is signed in; null for nobody, undefined while it is not known. A page knows whether there is a
 * session's cookie; whose it is, and whether it is still good, the shop is asked.
 */
export function useAccount(looksSignedIn: boolean): string | null | undefined {
  const [account, setAccount] = useState<string | null | undefined>(looksSignedIn ? undefined : null);
  useEffect(() => {
    if (!looksSignedIn) {
      setAccount(null);
      return;
    }
    const controller = new AbortController();
    fetch("/api/auth/get-session", { signal: controller.signal })
      .then(async (response) => setAccount(response.ok ? accountOf(await response.json()) : null))
      .catch(() => {
        if (!controller.signal.aborted) setAccount(null);
      });
    return () => controller.abort();
  }, [looksSignedIn]);
  return account;
}

/** By hand: a schema would load its library before the page works. */
function accountOf(session: { user?: { id?: unknown } } | null): string | null {
  const id = session?.user?.id;
  return typeof id === "string" ? id : null;
}
