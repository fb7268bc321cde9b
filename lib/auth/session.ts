import { and, eq, gt, isNull, sql } from "drizzle-orm";
import { db } from "#db/client.ts";
import { isAnyOf } from "#db/row-set.ts";
import { sessions, users } from "#db/schema/index.ts";
import { sessionTokenOf } from "#lib/http/session-cookie.ts";
import { batchedRead } from "#lib/values/batched-read.ts";

/** A signed-in person. */
export type User = Pick<typeof users.$inferSelect, "id" | "name" | "email" | "role" | "emailVerified"> & {
  /** A demo shopper: may browse, buy and claim, nothing else. */
  readonly isDemo: boolean;
  /** Has shown the password a short while ago: what is worst to lose asks for it. */
  readonly isFresh: boolean;
};

/** The user of a session token; simultaneous reads share one query. */
const userByToken = batchedRead(async (tokens: readonly string[]) => {
  const rows = await db()
    .select({
      token: sessions.token,
      id: users.id,
      name: users.name,
      email: users.email,
      role: users.role,
      emailVerified: users.emailVerified,
      signsInBy: users.signsInBy,
      isFresh: sql<boolean>`greatest(${sessions.createdAt}, ${sessions.confirmedAt}) > now() - interval '10 minutes'`,
    })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(and(isAnyOf(sessions.token, tokens), gt(sessions.expiresAt, sql`now()`), isNull(users.bannedAt)));
  const found = new Map(
    rows.map(({ token, signsInBy, ...user }) => [token, { ...user, isDemo: signsInBy === "demo" }]),
  );
  return tokens.map((token) => found.get(token) ?? null);
});

/**
 * The person whose session cookie the headers carry, or null. better-auth makes and ends the sessions; this
 * reads them on the way of every request, where its own check takes two queries and ten times the work.
 */
export async function userOf(headers: Headers): Promise<User | null> {
  const token = sessionTokenOf(headers.get("cookie"));
  return token === null ? null : userByToken(token);
}
