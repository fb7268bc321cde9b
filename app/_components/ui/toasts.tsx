"use client";

import { lazy, Suspense, useSyncExternalStore } from "react";
import { areToastsNeeded, watchToasts } from "./toast.ts";

const ToastStack = lazy(() => import("./toast-stack.tsx"));
const never = () => false;

/** The place of toasts, once in a page. */
export function Toasts() {
  const isOpen = useSyncExternalStore(watchToasts, areToastsNeeded, never);
  return isOpen ? (
    <Suspense>
      <ToastStack />
    </Suspense>
  ) : null;
}
