import { createHash, timingSafeEqual } from "node:crypto";
import { env } from "#lib/env.ts";
import { DomainError } from "#lib/errors.ts";
import { userOf } from "./session.ts";

const digest = (text: string) => createHash("sha256").update(text).digest();

/**
 * Lets pass who has METRICS_TOKEN as a bearer token, or is an admin.
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
