import { and, eq } from "drizzle-orm";
import { writeDb } from "#db/client.ts";
import { users } from "#db/schema/index.ts";
import { DomainError } from "#lib/errors.ts";
import { siteUrl } from "#lib/http/site-url.ts";
import { sendMail } from "#lib/mail/mailer.ts";
import { letter } from "#lib/mail/texts.ts";
import { log } from "#lib/observability/log.ts";
import { securityEvent } from "#lib/observability/security-event.ts";
import { countTry } from "#lib/rate-limit/limits.ts";
import type { Locale } from "#lib/values/locale.ts";
import { accountKey, type DoorCaller } from "./caller.ts";
import { newMailToken, useMailToken } from "./mail-token.ts";

const DAY_SECONDS = 24 * 60 * 60;

interface Person {
  readonly id: string;
  readonly email: string;
  readonly name: string;
}

/** Mails the link that confirms an address. Nobody waits for it. */
export function askToConfirm(user: Person, locale: Locale): void {
  newMailToken("confirm", `${user.id} ${user.email}`, DAY_SECONDS)
    .then((token) => sendMail(letter("confirm", locale, user, siteUrl(`/verify-email?token=${token}`))))
    .catch((error: unknown) => log().error({ err: error }, "a mail was not prepared"));
}

/** Mails the link once more. @throws DomainError RATE_LIMITED */
export async function askAgainToConfirm(
  user: Person & { readonly emailVerified: boolean },
  caller: DoorCaller,
): Promise<void> {
  await countTry("mailTo", accountKey(user.email));
  if (!user.emailVerified) askToConfirm(user, caller.locale);
}

/**
 * Confirms the address to which the token was mailed.
 * @throws DomainError VALIDATION, reason LINK_EXPIRED; RATE_LIMITED
 */
export async function confirmEmail(token: string, caller: DoorCaller): Promise<void> {
  await countTry("signIn", caller.network);
  const id = await writeDb().transaction(async (tx) => {
    const [userId = "", email = ""] = (await useMailToken(tx, "confirm", token))?.split(" ") ?? [];
    const owner = and(eq(users.id, userId), eq(users.email, email));
    const [user] = await tx
      .update(users)
      .set({ emailVerified: true })
      .where(owner)
      .returning({ id: users.id });
    return user?.id;
  });
  if (!id) throw linkExpired();
  securityEvent("auth.email-confirmed", id, { address: caller.address });
}

/** A link that was used, is too old, or never was one. */
export const linkExpired = () =>
  new DomainError("VALIDATION", "This link was used already or is too old.", {
    reason: "LINK_EXPIRED",
    errors: [{ path: "token", message: "Used already or too old" }],
  });
