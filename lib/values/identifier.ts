import { v7 } from "uuid";
import { z } from "zod";

/** An opaque id, as callers hand it in. Whether something has it is the database's to say. */
export const Id = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,64}$/, "Not an id")
  .meta({ description: "An opaque id" });

/** A new id. Version 7 of UUID sorts by time, so that ids of one table fill an index from its end. */
export const newId = (): string => v7();
