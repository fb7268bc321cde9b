import { z } from "zod";

/** An instant on its way out: ISO 8601 in UTC. */
export const Instant = z.iso.datetime().meta({ description: "ISO 8601, UTC" });

/** An instant on its way in: ISO 8601 with any offset. */
export const InstantInput = z.iso
  .datetime({ offset: true, error: "Give a time such as 2026-11-24T09:00:00Z" })
  .transform((text) => new Date(text))
  .refine((date) => date.getUTCFullYear() < 10_000 && date.getUTCFullYear() > 1_900, "Out of range");
