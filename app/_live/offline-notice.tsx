"use client";

import { useTranslations } from "next-intl";
import { useSyncExternalStore } from "react";

function listen(wake: () => void): () => void {
  window.addEventListener("online", wake);
  window.addEventListener("offline", wake);
  return () => {
    window.removeEventListener("online", wake);
    window.removeEventListener("offline", wake);
  };
}

/** Says that what is shown may be old, while the device is offline. */
export function OfflineNotice() {
  const t = useTranslations("live");
  const isOnline = useSyncExternalStore(
    listen,
    () => navigator.onLine,
    () => true,
  );
  return (
    <div role="status" className="fixed inset-x-0 bottom-0 z-50 flex justify-center p-4 empty:hidden">
      {isOnline ? null : (
        <p className="rounded-full border border-line bg-surface px-4 py-2 text-sm shadow-lift">
          {t("offline")}
        </p>
      )}
    </div>
  );
}
