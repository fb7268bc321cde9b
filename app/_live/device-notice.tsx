"use client";

import { useTranslations } from "next-intl";
import { useSyncExternalStore } from "react";
import { useIsOnline } from "#app/_components/use-is-online.ts";

const never = () => () => {};

/** Says what keeps the shop from working here: no connection, so that what is shown may be old, or no cookies. */
export function DeviceNotice() {
  const t = useTranslations("live");
  const common = useTranslations("common");
  const takesCookies = useSyncExternalStore(
    never,
    () => navigator.cookieEnabled,
    () => true,
  );
  const isOnline = useIsOnline();
  return (
    <div
      role="status"
      className="pointer-events-none fixed inset-x-0 bottom-0 z-50 flex justify-center p-4 empty:hidden"
    >
      {isOnline && takesCookies ? null : (
        <p className="rounded-lg border border-line bg-surface px-4 py-2 text-sm shadow-lift">
          {isOnline ? common("noCookies") : t("offline")}
        </p>
      )}
    </div>
  );
}
