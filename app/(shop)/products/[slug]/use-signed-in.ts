"use client";

import { useEffect, useState } from "react";

/**
 * Whether somebody is signed in, or null while it is not known. A page knows whether there is a session's
 * cookie; whether the session is still good, the shop is asked.
 */
export function useSignedIn(looksSignedIn: boolean): boolean | null {
  const [isSignedIn, setSignedIn] = useState<boolean | null>(looksSignedIn ? null : false);
  useEffect(() => {
    if (!looksSignedIn) {
      setSignedIn(false);
      return;
    }
    const controller = new AbortController();
    fetch("/api/auth/get-session", { signal: controller.signal })
      .then(async (response) => setSignedIn(response.ok && (await response.json()) !== null))
      .catch(() => {
        if (!controller.signal.aborted) setSignedIn(false);
      });
    return () => controller.abort();
  }, [looksSignedIn]);
  return isSignedIn;
}
