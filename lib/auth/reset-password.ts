import { and, eq } from "drizzle-orm";
import { db, writeDb } from "#db/client.ts";
import { accounts, sessions, users } from "#db/schema/index.ts";
import { siteUrl } from "#lib/http/site-url.ts";
import { sendMail } from "#lib/mail/mailer.ts";
import { letter } from "#lib/mail/texts.ts";
import { log } from "#lib/observability/log.ts";
import { securityEvent } from "#lib/observability/security-event.ts";
import { countTry, forgetTries } from "#lib/rate-limit/limits.ts";
import type { Locale } from "#lib/values/locale.ts";
import { accountKey, type DoorCaller } from "./caller.ts";
import { linkExpired } from "./confirm-email.ts";
import { newMailToken, subjectOf, useMailToken } from "./mail-token.ts";
import { hash } from "./password-hash.ts";
import { refuseGuessable } from "./password-rule.ts";

const HOUR_SECONDS = 60 * 60;

/**
 * Mails a link to choose a new password, if there is such an account. Whether there is one is looked up after the
 * answer, so that neither its words nor its time tell.
 * @throws DomainError RATE_LIMITED
 */
export async function askToReset(email: string, caller: DoorCaller): Promise<void> {
  const account = accountKey(email);
  await countTry("mailFrom", caller.network);
  await countTry("mailTo", account);
  securityEvent("auth.password-reset-asked", account, { address: caller.address });
  setImmediate(() => {
    mailLink(email, caller.locale).catch((error: unknown) =>
      log().error({ err: error }, "a mail was not prepared"),
    );
  });
}

async function mailLink(email: string, locale: Locale): Promise<void> {
  const [user] = await db()
    .select({ id: users.id, name: users.name, email: users.email })
    .from(users)
    .where(and(eq(users.email, email), eq(users.signsInBy, "password")));
  if (!user) return;
  const token = await newMailToken("reset", user.id, HOUR_SECONDS);
  sendMail(letter("reset", locale, user, siteUrl(`/reset-password?token=${token}`)));
}

/** Whether a link to choose a new password can still be used. */
export const isResetOpen = async (token: string): Promise<boolean> =>
  (await subjectOf(db(), "reset", token)) !== null;

/**
 * Sets the password of the token's owner, ends all sessions, and takes the address as confirmed: its owner has read
 * the mail. All of it is one transaction.
 * @throws DomainError VALIDATION, reason LINK_EXPIRED or PASSWORD_TOO_COMMON; RATE_LIMITED
 */
export async function resetPassword(
  { token, password }: { readonly token: string; readonly password: string },
  caller: DoorCaller,
): Promise<void> {
  await countTry("signIn", caller.network);
  const userId = await subjectOf(db(), "reset", token);
  const [person] = userId ? await db().select().from(users).where(eq(users.id, userId)) : [];
  if (!person) {
    securityEvent("auth.refused", "unknown", { deed: "password-reset", address: caller.address });
    throw linkExpired();
  }
  await refuseGuessable(password, person);
  const hashed = await hash(password);
  await writeDb().transaction(async (tx) => {
    // Of two requests with one link, one finds it used.
    if ((await useMailToken(tx, "reset", token)) === null) throw linkExpired();
    const credential = and(eq(accounts.userId, person.id), eq(accounts.providerId, "credential"));
    await tx.update(accounts).set({ password: hashed }).where(credential);
    await tx.update(users).set({ emailVerified: true }).where(eq(users.id, person.id));
    await tx.delete(sessions).where(eq(sessions.userId, person.id));
  });
  await forgetTries("account", accountKey(person.email));
  securityEvent("auth.password-reset", person.id, { address: caller.address });
  sendMail(letter("changed", caller.locale, person, siteUrl("/forgot-password")));
}
