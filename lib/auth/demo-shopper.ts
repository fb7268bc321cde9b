import { writeDb } from "#db/client.ts";
import { pointLedger, users, wallets } from "#db/schema/index.ts";
import { env } from "#lib/env.ts";
import { DomainError } from "#lib/errors.ts";
import { sessionCookie } from "#lib/http/session-cookie.ts";
import { securityEvent } from "#lib/observability/security-event.ts";
import { countTry } from "#lib/rate-limit/limits.ts";
import { newId } from "#lib/values/identifier.ts";
import type { DoorCaller } from "./caller.ts";
import { openSession } from "./open-session.ts";

/** What a demo shopper has to spend. */
const POINTS = 500_000;
const DAY_SECONDS = 24 * 60 * 60;

/**
 * Whether anybody may step in as a demo shopper: only where `npm start` brought its own database. With a
 * `DATABASE_URL` the shop is somebody's real one.
 */
export const isDemoOpen = (): boolean => env().EMBEDDED_SERVICES;

/**
 * Makes a demo shopper of the visitor's own, who holds 500,000 points and has no password, and signs in as it for a
 * day; answers the session's `Set-Cookie`.
 * @throws DomainError NOT_FOUND where there is no demo; RATE_LIMITED
 */
export async function signInDemo(caller: DoorCaller): Promise<string> {
  if (!isDemoOpen()) throw new DomainError("NOT_FOUND", "This shop has no demo shopper.");
  await countTry("signUp", caller.network);
  const id = newId();
  const email = `demo-${id}@lockstep.local`;
  const token = await writeDb().transaction(async (tx) => {
    await tx.insert(users).values({ id, name: "Demo Shopper", email, signsInBy: "demo" });
    await tx.insert(wallets).values({ userId: id, balance: POINTS, version: 1, ledgerSeq: 1 });
    const charge = { type: "charge", seq: 1, amount: POINTS, balanceAfter: POINTS } as const;
    await tx.insert(pointLedger).values({ ...charge, id: newId(), userId: id });
    return openSession(tx, id, caller, DAY_SECONDS);
  });
  securityEvent("auth.demo-signed-in", id, { address: caller.address });
  return sessionCookie(token, DAY_SECONDS);
}

/**
 * Keeps the demo shopper out of what is not browsing, buying and claiming.
 * @throws DomainError FORBIDDEN, reason DEMO
 */
export function refuseDemo(user: { readonly isDemo: boolean }): void {
  if (!user.isDemo) return;
  throw new DomainError(
    "FORBIDDEN",
    "The demo shopper can browse, buy and claim. Open an account for the rest.",
    {
      reason: "DEMO",
    },
  );
}
