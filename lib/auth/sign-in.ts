import { and, eq, isNotNull } from "drizzle-orm";
import { writeDb } from "#db/client.ts";
import { sessions, users } from "#db/schema/index.ts";
import { DomainError, isDomainError } from "#lib/errors.ts";
import { securityEvent } from "#lib/observability/security-event.ts";
import { countTry, forgetTries, giveBackTry } from "#lib/rate-limit/limits.ts";
import { callAuth } from "./call-auth.ts";
import { accountKey, doorCallerOf } from "./caller.ts";
import { isKnownPlace, rememberPlace } from "./known-places.ts";

/**
 * Signs in by e-mail and password; answers better-auth's response, which sets the session's cookie. Tries are
 * counted before the password is looked at, by address and by account, whether there is such an account or not.
 * @throws DomainError UNAUTHENTICATED, ACCOUNT_BANNED, RATE_LIMITED, UNAVAILABLE
 */
export async function signIn(
  { email, password }: { readonly email: string; readonly password: string },
  headers: Headers,
): Promise<Response> {
  const { network, address } = doorCallerOf(headers);
  const account = accountKey(email);
  const guesser = (await isKnownPlace(account, network)) ? `${account}@${network}` : account;
  await countTry("signIn", network);
  await countTry("account", guesser);
  try {
    const response = await callAuth("/sign-in/email", headers, { email, password });
    await refuseBanned(email);
    securityEvent("auth.signed-in", account, { address });
    await Promise.all([
      giveBackTry("signIn", network),
      forgetTries("account", guesser),
      rememberPlace(account, network),
    ]);
    return response;
  } catch (error) {
    if (isDomainError(error, "UNAUTHENTICATED"))
      securityEvent("auth.refused", account, { deed: "sign-in", address });
    throw error;
  }
}

/** A banned person is refused only after the right password; the session that was just opened is ended. */
async function refuseBanned(email: string): Promise<void> {
  const [banned] = await writeDb()
    .select({ id: users.id })
    .from(users)
    .where(and(eq(users.email, email), isNotNull(users.bannedAt)));
  if (!banned) return;
  await writeDb().delete(sessions).where(eq(sessions.userId, banned.id));
  throw new DomainError("ACCOUNT_BANNED", "This account is closed. Write to the shop if that is a mistake.");
}
