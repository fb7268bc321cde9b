import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { IDEMPOTENCY_KEY } from "#lib/idempotency/key-pattern.ts";

/** The addresses whose requests have a key. */
const KEYED = /^\/api\/(?:checkout|points\/top-up|coupons\/[^/?]+\/claim)(?:\?|$)/;

/**
 * The header that tells a request's key, also where it comes no further than the door: the caller's own, or one that is
 * made here as the route would make it.
 */
export function toldKey({ method, url = "", headers }: IncomingMessage): Record<string, string> {
  if (method !== "POST" || !KEYED.test(url)) return {};
  const key = headers["idempotency-key"] ?? randomUUID();
  return typeof key === "string" && IDEMPOTENCY_KEY.test(key) ? { "idempotency-key": key } : {};
}
