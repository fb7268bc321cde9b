import { v7 } from "uuid";
import { z } from "zod";

/** An opaque id, as callers hand it in. Whether something has it is the database's to say. */
export const Id = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,64}$/, "Not an id")
  .meta({ description: "An opaque id" });

let last = { ms: 0, count: 0 };

/**
 * A new id that sorts by this instant, which is the database's: machines whose clocks differ make ids in one order.
 * Ids of one instant sort in the order in which a process makes them.
 */
export function newIdAt(instant: Date): string {
  const ms = instant.getTime();
  last = { ms, count: ms === last.ms ? last.count + 1 : 0 };
  return v7({ msecs: ms, seq: last.count });
}

/** A new id. Version 7 of UUID sorts by time, so that ids of one table fill an index from its end. */
export const newId = (): string => v7();
