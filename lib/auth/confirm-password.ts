import { and, eq, sql } from "drizzle-orm";
import { db, writeDb } from "#db/client.ts";
import { accounts, sessions } from "#db/schema/index.ts";
import { DomainError } from "#lib/errors.ts";
import { securityEvent } from "#lib/observability/security-event.ts";
import { countTry, forgetTries } from "#lib/rate-limit/limits.ts";
import { verify } from "./password-hash.ts";

/**
 * Makes a session fresh, if the password is right.
 * @throws DomainError VALIDATION, reason WRONG_PASSWORD; RATE_LIMITED
 */
export async function confirmPassword(userId: string, password: string, token: string): Promise<void> {
  await countTry("password", userId);
  const [account] = await db()
    .select({ hash: accounts.password })
    .from(accounts)
    .where(and(eq(accounts.userId, userId), eq(accounts.providerId, "credential")));
  if (!account?.hash || !(await verify({ hash: account.hash, password }))) {
    securityEvent("auth.refused", userId, { deed: "password-confirmation" });
    throw new DomainError("VALIDATION", "password: This is not your password.", {
      reason: "WRONG_PASSWORD",
      errors: [{ path: "password", message: "This is not your password." }],
    });
  }
  await writeDb()
    .update(sessions)
    .set({ confirmedAt: sql`now()` })
    .where(and(eq(sessions.token, token), eq(sessions.userId, userId)));
  await forgetTries("password", userId);
}
