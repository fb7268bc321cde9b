import { createHash, randomBytes } from "node:crypto";
import { and, eq, gt, sql } from "drizzle-orm";
import { type Queryable, type Tx, writeDb } from "#db/client.ts";
import { verifications } from "#db/schema/index.ts";
import { newId } from "#lib/values/identifier.ts";

/** What the owner of a mailbox is asked to prove it for. */
type Purpose = "confirm" | "reset";

/** Only a hash is stored, so that a reader of the table can't use it. */
const keyOf = (purpose: Purpose, token: string) =>
  `${purpose}:${createHash("sha256").update(token).digest("base64url")}`;

/** A new token that proves, once and for so long, that its holder reads the mail of `subject`. */
export async function newMailToken(purpose: Purpose, subject: string, seconds: number): Promise<string> {
  const token = randomBytes(24).toString("base64url");
  const expiresAt = sql`now() + make_interval(secs => ${seconds})`;
  const identifier = keyOf(purpose, token);
  await writeDb().insert(verifications).values({ id: newId(), identifier, value: subject, expiresAt });
  return token;
}

const isOpen = (purpose: Purpose, token: string) =>
  and(eq(verifications.identifier, keyOf(purpose, token)), gt(verifications.expiresAt, sql`now()`));

/** Whose mail a token proves, or null when it is used up, too old or none of ours. */
export async function subjectOf(from: Queryable, purpose: Purpose, token: string): Promise<string | null> {
  const [found] = await from
    .select({ subject: verifications.value })
    .from(verifications)
    .where(isOpen(purpose, token));
  return found?.subject ?? null;
}

/** Uses a token up; answers whose mail it proved, to one caller only. */
export async function useMailToken(tx: Tx, purpose: Purpose, token: string): Promise<string | null> {
  const [used] = await tx
    .delete(verifications)
    .where(isOpen(purpose, token))
    .returning({ subject: verifications.value });
  return used?.subject ?? null;
}
