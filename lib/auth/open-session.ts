import { randomBytes } from "node:crypto";
import { sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { sessions } from "#db/schema/index.ts";
import { newId } from "#lib/values/identifier.ts";
import type { DoorCaller } from "./caller.ts";

/** Writes a new session of a shopper; answers its token. */
export async function openSession(
  tx: Tx,
  userId: string,
  { address, userAgent }: DoorCaller,
  seconds: number,
): Promise<string> {
  const token = randomBytes(24).toString("base64url");
  const expiresAt = sql`now() + make_interval(secs => ${seconds})`;
  await tx.insert(sessions).values({ id: newId(), userId, token, expiresAt, ipAddress: address, userAgent });
  return token;
}
