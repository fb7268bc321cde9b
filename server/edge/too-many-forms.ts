import { createHash } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { isDomainError } from "#lib/errors.ts";
import { networkOf } from "#lib/http/caller-address.ts";
import { sessionTokenOf } from "#lib/http/session-cookie.ts";
import { countTry } from "#lib/rate-limit/limits.ts";
import type { Refusal } from "./refusal.ts";

/**
 * Counts what a page's form or action changes, by address and by session, and answers the refusal when it is too
 * much. The API counts for itself.
 */
export async function tooManyForms({ method, url = "/", headers }: IncomingMessage): Promise<Refusal | null> {
  if (method !== "POST" || url.startsWith("/api/")) return null;
  const token = sessionTokenOf(headers.cookie ?? null);
  try {
    await countTry("formAddress", networkOf(String(headers["x-real-ip"])));
    // A session's key in Redis is not the session's.
    if (token) await countTry("form", createHash("sha256").update(token).digest("base64url"));
    return null;
  } catch (error) {
    if (!isDomainError(error, "RATE_LIMITED")) throw error;
    return { code: error.code, detail: error.message, retryAfter: Number(error.facts["retryAfter"]) };
  }
}
