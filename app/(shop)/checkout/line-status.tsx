"use client";

import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { Button } from "#app/_components/ui/button.tsx";
import type { Phase } from "./use-pay.ts";

/** A screen reader is told a new place in the line at most this often. */
const CALM_MS = 4_000;

/** Where the order stands: in line, at work, bought. */
export function LineStatus({ phase, onLeave }: { phase: Phase; onLeave: () => void }) {
  const t = useTranslations("checkout.line");
  const isIdle = phase.at === "idle";
  const title = isIdle ? "" : phase.at === "line" ? t("position", { position: phase.position }) : t(phase.at);
  const text = phase.at === "line" ? t("holding") : t("keepOpen");
  const told = useCalm(isIdle ? "" : `${title}. ${text}`);
  return (
    <>
      <p role="status" aria-live="polite" className="sr-only">
        {told}
      </p>
      {isIdle ? null : (
        <div data-testid="line" className="grid gap-3 rounded-md border border-accent/40 bg-accent-soft p-4">
          <div aria-hidden className="flex items-center gap-3">
            <span className="relative flex size-3 shrink-0">
              <span className="absolute inset-0 animate-ping rounded-full bg-accent opacity-60 motion-reduce:hidden" />
              <span className="size-3 rounded-full bg-accent" />
            </span>
            <p className="grid">
              <span className="text-lg font-semibold tabular-nums">{title}</span>
              <span className="text-sm text-soft">{text}</span>
            </p>
          </div>
          {phase.at === "line" || phase.at === "sent" ? (
            <Button variant="ghost" size="sm" className="justify-self-start" onClick={onLeave}>
              {t("leave")}
            </Button>
          ) : null}
        </div>
      )}
    </>
  );
}

/** The text, but not more often than somebody can listen to. */
function useCalm(text: string): string {
  const [told, setTold] = useState(text);
  const lastAt = useRef(0);
  useEffect(() => {
    const wait = Math.max(0, lastAt.current + CALM_MS - Date.now());
    const timer = setTimeout(() => {
      lastAt.current = Date.now();
      setTold(text);
    }, wait);
    return () => clearTimeout(timer);
  }, [text]);
  return told;
}
