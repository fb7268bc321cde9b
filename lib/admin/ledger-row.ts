import { z } from "zod";
import { LedgerEntry } from "#lib/points/schema.ts";
import { historyOf } from "#lib/values/pagination.ts";

/** A ledger row as staff see it. */
export const LedgerRow = LedgerEntry.extend({
  seq: z.number().int().positive(),
  actor: z.string().nullable().meta({ description: "The admin who granted or took the points" }),
}).meta({ id: "LedgerRow" });
export type LedgerRow = z.infer<typeof LedgerRow>;

export const LedgerRows = historyOf(LedgerRow).meta({ id: "LedgerRows" });
export type LedgerRows = z.infer<typeof LedgerRows>;
