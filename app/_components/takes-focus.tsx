"use client";

import { clsx } from "clsx";
import { type ReactNode, useEffect, useRef } from "react";

/** A part of the page that the focus goes to when it appears, as after a step that took its button away. */
export function TakesFocus({ className, children }: { className?: string; children: ReactNode }) {
  const part = useRef<HTMLDivElement>(null);
  useEffect(() => part.current?.focus(), []);
  return (
    <div ref={part} tabIndex={-1} className={clsx("outline-none", className)}>
      {children}
    </div>
  );
}
