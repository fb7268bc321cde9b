import type { z } from "zod";
import { DomainError, type ErrorCode } from "#lib/errors.ts";

/**
 * The input as its schema reads it.
 * @throws DomainError VALIDATION that names every field that is wrong.
 */
export function parseInput<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const errors = result.error.issues.flatMap((issue) =>
    issue.code === "unrecognized_keys"
      ? issue.keys.map((key) => ({ path: [...issue.path, key].join("."), message: "Unknown field" }))
      : [{ path: issue.path.join("."), message: issue.message }],
  );
  const [first] = errors;
  const where = first?.path ? `${first.path}: ` : "";
  throw new DomainError("VALIDATION", `${where}${first?.message ?? "Not valid"}`, { errors });
}

/** What the path names. @throws DomainError `missing` when nothing can have such a name. */
export function parseParams<S extends z.ZodType>(
  schema: S,
  params: unknown,
  missing: ErrorCode,
): z.output<S> {
  const result = schema.safeParse(params);
  if (result.success) return result.data;
  throw new DomainError<ErrorCode>(missing, "There is nothing here by that name.");
}
