import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { User } from "#lib/auth/session.ts";
import { DomainError } from "#lib/errors.ts";
import { IDEMPOTENCY_KEY } from "#lib/idempotency/key-pattern.ts";
import type { IdempotentRequest } from "#lib/idempotency/record.ts";
import { requestHash } from "#lib/idempotency/request-hash.ts";
import type { Operation } from "./operation.ts";

/** An `Idempotency-Key`. */
export const IdempotencyKey = z.string().regex(IDEMPOTENCY_KEY, "1 to 255 visible ASCII characters");

const HEADER = "idempotency-key";

/** The key of a request: the caller's own, or one that the route has made, so that its outcome can be asked for. */
export interface RequestKey {
  readonly value: string;
  readonly isMade: boolean;
}

/** The key of a request to an operation that knows keys, else null. Whether a given one is valid is not said yet. */
export function requestKey(operation: Pick<Operation, "idempotent">, request: Request): RequestKey | null {
  if (!operation.idempotent) return null;
  const given = request.headers.get(HEADER);
  return given === null ? { value: randomUUID(), isMade: true } : { value: given, isMade: false };
}

/** Tells the key in the answer, whatever the answer is. */
export function tellKey(response: Response, key: RequestKey | null): Response {
  if (key && IdempotencyKey.safeParse(key.value).success) response.headers.set(HEADER, key.value);
  return response;
}

/**
 * The request as something to be done once.
 * @throws DomainError VALIDATION when the key is not 1 to 255 visible ASCII characters.
 */
export function idempotentRequest(
  operation: Pick<Operation, "path" | "success">,
  { value }: RequestKey,
  user: User,
  asked: unknown,
): IdempotentRequest {
  if (!IdempotencyKey.safeParse(value).success) {
    throw new DomainError("VALIDATION", "Idempotency-Key must be 1 to 255 visible ASCII characters.", {
      errors: [{ path: "Idempotency-Key", message: "1 to 255 visible ASCII characters" }],
    });
  }
  const { path: route, success } = operation;
  return { userId: user.id, route, key: value, requestHash: requestHash(asked), status: success.status };
}
