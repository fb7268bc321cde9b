import { and, eq, ne } from "drizzle-orm";
import { db, writeDb } from "#db/client.ts";
import { accounts, sessions } from "#db/schema/index.ts";
import { DomainError } from "#lib/errors.ts";
import { siteUrl } from "#lib/http/site-url.ts";
import { sendMail } from "#lib/mail/mailer.ts";
import { letter } from "#lib/mail/texts.ts";
import { securityEvent } from "#lib/observability/security-event.ts";
import { countTry, forgetTries } from "#lib/rate-limit/limits.ts";
import type { DoorCaller } from "./caller.ts";
import { hash, verify } from "./password-hash.ts";
import { refuseGuessable } from "./password-rule.ts";
import type { User } from "./session.ts";

/**
 * Changes the password, if the old one is right, and ends every session but this one.
 * @throws DomainError VALIDATION, reason WRONG_PASSWORD or PASSWORD_TOO_COMMON; RATE_LIMITED
 */
export async function changePassword(
  user: User,
  { current, password }: { readonly current: string; readonly password: string },
  { token, caller }: { readonly token: string; readonly caller: DoorCaller },
): Promise<void> {
  await countTry("password", user.id);
  const { address } = caller;
  const credential = and(eq(accounts.userId, user.id), eq(accounts.providerId, "credential"));
  const [account] = await db().select({ hash: accounts.password }).from(accounts).where(credential);
  if (!account?.hash || !(await verify({ hash: account.hash, password: current }))) {
    securityEvent("auth.refused", user.id, { deed: "password-change", address });
    throw wrongPassword();
  }
  await refuseGuessable(password, user);
  const known = account.hash;
  const hashed = await hash(password);
  await writeDb().transaction(async (tx) => {
    // The password that was shown must still be the one: of two changes at once, one comes too late.
    const unchanged = and(credential, eq(accounts.password, known));
    const changed = await tx
      .update(accounts)
      .set({ password: hashed })
      .where(unchanged)
      .returning({ id: accounts.id });
    if (changed.length === 0) throw wrongPassword();
    await tx.delete(sessions).where(and(eq(sessions.userId, user.id), ne(sessions.token, token)));
  });
  await forgetTries("password", user.id);
  securityEvent("auth.password-changed", user.id, { address });
  sendMail(letter("changed", caller.locale, user, siteUrl("/forgot-password")));
}

const wrongPassword = () =>
  new DomainError("VALIDATION", "current: This is not your password.", {
    reason: "WRONG_PASSWORD",
    errors: [{ path: "current", message: "This is not your password." }],
  });
