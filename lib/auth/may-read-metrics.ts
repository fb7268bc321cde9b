import { createHash, timingSafeEqual } from "node:crypto";
import { env } from "#lib/env.ts";
import { DomainError } from "#lib/errors.ts";
import { userOf } from "./session.ts";

const digest = (text: string) => createHash("sha256").update(text).digest();

/**
 * Allows callers with METRICS_TOKEN as their bearer token, and admins.
 * @throws DomainError UNAUTHENTICATED
 */
export async function mayReadMetrics(headers: Headers): Promise<void> {
  const token = env().METRICS_TOKEN;
  const given = headers.get("authorization") ?? "";
  if (token && timingSafeEqual(digest(given), digest(`Bearer ${token}`))) return;
  const user = await userOf(headers);
  if (user?.role === "admin") return;
  throw new DomainError("UNAUTHENTICATED", "Metrics are for admins and for who has the token.");
}
