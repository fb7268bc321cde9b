"use client";

import { useSyncExternalStore } from "react";

function listen(wake: () => void): () => void {
  window.addEventListener("online", wake);
  window.addEventListener("offline", wake);
  return () => {
    window.removeEventListener("online", wake);
    window.removeEventListener("offline", wake);
  };
}

/** Whether the browser has a connection, as far as it knows. */
export const useIsOnline = (): boolean =>
  useSyncExternalStore(
    listen,
    () => navigator.onLine,
    () => true,
  );
