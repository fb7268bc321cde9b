import { and, eq, gt, sql } from "drizzle-orm";
import { db } from "#db/client.ts";
import { sessions, users } from "#db/schema/index.ts";
import { sessionTokenOf } from "./session-cookie.ts";

/** A signed-in person. */
export type User = Pick<typeof users.$inferSelect, "id" | "name" | "email" | "role">;

/**
 * The person whose session cookie the headers carry, or null. better-auth makes and ends the sessions; this
 * reads them on the way of every request, by one query, where its own check takes two and ten times the work.
 */
export async function userOf(headers: Headers): Promise<User | null> {
  const token = sessionTokenOf(headers.get("cookie"));
  if (token === null) return null;
  const [user] = await db()
    .select({ id: users.id, name: users.name, email: users.email, role: users.role })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(and(eq(sessions.token, token), gt(sessions.expiresAt, sql`now()`)));
  return user ?? null;
}
