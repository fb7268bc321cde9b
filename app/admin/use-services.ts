"use client";

import { useEffect, useState } from "react";
import { z } from "zod";

const ASK_MS = 5_000;

const State = z.enum(["up", "down"]);
const Services = z.object({ postgres: State, redis: State, lock: State });

/** What the shop stands on. */
export type Services = z.infer<typeof Services>;

/**
 * Whether what the shop stands on is there, asked time and again while the page is seen; null until it is known. It
 * is not part of the live figures: those are read from the database, and say nothing while that is away.
 */
export function useServices(): Services | null {
  const [services, setServices] = useState<Services | null>(null);
  useEffect(() => {
    const controller = new AbortController();
    const ask = async () => {
      if (document.visibilityState === "hidden") return;
      // 503 is an answer, too. Without one the last known state stays.
      const response = await fetch("/api/health/ready", { signal: controller.signal }).catch(() => null);
      const told: unknown = await response?.json().catch(() => null);
      const read = Services.safeParse(told);
      if (read.success && !controller.signal.aborted) setServices(read.data);
    };
    void ask();
    const timer = setInterval(() => void ask(), ASK_MS);
    return () => {
      clearInterval(timer);
      controller.abort();
    };
  }, []);
  return services;
}
