import { z } from "zod";
import type { User } from "#lib/auth/session.ts";
import { DomainError } from "#lib/errors.ts";
import type { IdempotentRequest } from "#lib/idempotency/record.ts";
import { requestHash } from "#lib/idempotency/request-hash.ts";
import type { Operation } from "./operation.ts";

/** An `Idempotency-Key`. */
export const IdempotencyKey = z.string().regex(/^[\x21-\x7e]{1,255}$/, "1 to 255 visible ASCII characters");

/**
 * The request as something to be done once, or null without an `Idempotency-Key`.
 * @throws DomainError VALIDATION when the key is not 1 to 255 visible ASCII characters.
 */
export function idempotentRequest(
  operation: Pick<Operation, "path">,
  request: Request,
  user: User,
  asked: unknown,
): IdempotentRequest | null {
  const key = request.headers.get("idempotency-key");
  if (key === null) return null;
  if (!IdempotencyKey.safeParse(key).success) {
    throw new DomainError("VALIDATION", "Idempotency-Key must be 1 to 255 visible ASCII characters.", {
      errors: [{ path: "Idempotency-Key", message: "1 to 255 visible ASCII characters" }],
    });
  }
  return { userId: user.id, route: operation.path, key, requestHash: requestHash(asked) };
}
