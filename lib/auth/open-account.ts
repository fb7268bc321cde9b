import { and, eq } from "drizzle-orm";
import type { z } from "zod";
import { db, type Tx, writeDb } from "#db/client.ts";
import { accounts, users, wallets } from "#db/schema/index.ts";
import { DomainError, isDomainError } from "#lib/errors.ts";
import { SESSION_SECONDS, sessionCookie } from "#lib/http/session-cookie.ts";
import { siteUrl } from "#lib/http/site-url.ts";
import { sendMail } from "#lib/mail/mailer.ts";
import { letter } from "#lib/mail/texts.ts";
import { log } from "#lib/observability/log.ts";
import { securityEvent } from "#lib/observability/security-event.ts";
import { countTry } from "#lib/rate-limit/limits.ts";
import { newId } from "#lib/values/identifier.ts";
import type { Locale } from "#lib/values/locale.ts";
import { accountKey, type DoorCaller } from "./caller.ts";
import { askToConfirm } from "./confirm-email.ts";
import { openSession } from "./open-session.ts";
import { hash } from "./password-hash.ts";
import { refuseGuessable } from "./password-rule.ts";
import type { SignUpBody } from "./schema.ts";

type NewAccount = z.output<typeof SignUpBody>;
type UserRow = typeof users.$inferSelect;

/** A new account, signed in. */
export interface OpenedAccount {
  readonly token: string;
  readonly user: UserRow;
  /** The `Set-Cookie` of its session. */
  readonly cookie: string;
}

/**
 * Opens an account with its password, an empty wallet and a session, in one transaction: a failure leaves nothing.
 * The password is hashed also where the address is taken, so that the time tells nothing.
 * @throws DomainError VALIDATION when the password is too easy to guess or the address can't be used; RATE_LIMITED
 */
export async function openAccount(body: NewAccount, caller: DoorCaller): Promise<OpenedAccount> {
  await countTry("signUp", caller.network);
  const { password, ...person } = body;
  await refuseGuessable(password, person);
  const hashed = await hash(password);
  const made = await writeDb().transaction(async (tx) => {
    const user = await insertUser(tx, person);
    if (!user) return null;
    await tx.insert(accounts).values({
      id: newId(),
      accountId: user.id,
      providerId: "credential",
      userId: user.id,
      password: hashed,
    });
    await tx.insert(wallets).values({ userId: user.id });
    return { user, token: await openSession(tx, user.id, caller, SESSION_SECONDS) };
  });
  const account = accountKey(person.email);
  const { address } = caller;
  if (!made) {
    securityEvent("auth.refused", account, { deed: "sign-up", address });
    setImmediate(() => {
      tellOwner(person.email, caller.locale).catch((error: unknown) => {
        if (!isDomainError(error)) log().error({ err: error }, "a mail was not prepared");
      });
    });
    throw taken();
  }
  securityEvent("auth.signed-up", account, { address, userId: made.user.id });
  askToConfirm(made.user, caller.locale);
  return { ...made, cookie: sessionCookie(made.token, SESSION_SECONDS) };
}

/** Tells who has the address that somebody tried to open another account with it; the person that tried is told no such thing. */
async function tellOwner(email: string, locale: Locale): Promise<void> {
  await countTry("mailTo", accountKey(email));
  const [owner] = await db()
    .select({ name: users.name, email: users.email })
    .from(users)
    .where(and(eq(users.email, email), eq(users.signsInBy, "password")));
  if (owner) sendMail(letter("taken", locale, owner, siteUrl("/forgot-password")));
}

async function insertUser(tx: Tx, person: Pick<NewAccount, "name" | "email">): Promise<UserRow | undefined> {
  const values = { ...person, id: newId() };
  const [user] = await tx
    .insert(users)
    .values(values)
    .onConflictDoNothing({ target: users.email })
    .returning();
  return user;
}

/** The same words whatever the reason, so that they don't reveal whether somebody is a customer. */
const taken = () =>
  new DomainError("VALIDATION", "No account can be opened with this address.", {
    reason: "ACCOUNT_NOT_OPENED",
    errors: [{ path: "email", message: "No account can be opened with this address." }],
  });
