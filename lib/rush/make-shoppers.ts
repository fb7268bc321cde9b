import { randomBytes } from "node:crypto";
import { makeSignature } from "better-auth/crypto";
import { v7 } from "uuid";
import { type Tx, writeDb } from "#db/client.ts";
import { pointLedger, sessions, users, wallets } from "#db/schema/index.ts";
import { env } from "#lib/env.ts";
import { sessionCookieName } from "#lib/http/session-cookie.ts";

/** A signed-in shopper: `cookie` is a ready `Cookie` header. */
export interface ReadyShopper {
  readonly id: string;
  readonly email: string;
  readonly cookie: string;
}

/** Rows of one statement: Postgres takes 65,535 parameters. */
const BATCH = 2_000;
const SESSION_MS = 24 * 60 * 60 * 1000;

interface NewShopper {
  readonly id: string;
  readonly email: string;
  readonly token: string;
}

/** How many shoppers, with how many points each. */
interface Wanted {
  readonly count: number;
  readonly balance: number;
  /** Names them by their number; a new id of the shop's where it is not said. */
  readonly idOf?: (number: number) => string;
}

/** Makes signed-in shoppers that hold `balance` points each, by way of the ledger. */
export async function makeShoppers({ count, balance, idOf = () => v7() }: Wanted): Promise<ReadyShopper[]> {
  const group = randomBytes(4).toString("hex");
  const made = Array.from({ length: count }, (_, index) => ({
    id: idOf(index + 1),
    email: `load-${group}-${index + 1}@shoppers.lockstep.local`,
    token: randomBytes(24).toString("base64url"),
  }));
  await writeDb().transaction(async (tx) => {
    for (let from = 0; from < count; from += BATCH) await insert(tx, made.slice(from, from + BATCH), balance);
  });
  return Promise.all(made.map(withCookie));
}

async function insert(tx: Tx, batch: NewShopper[], balance: number): Promise<void> {
  const expiresAt = new Date(Date.now() + SESSION_MS);
  const seq = balance > 0 ? 1 : 0;
  await tx.insert(users).values(
    batch.map(({ id, email }) => ({
      id,
      email,
      name: "Load shopper",
      emailVerified: true,
      signsInBy: "nothing" as const,
    })),
  );
  await tx.insert(sessions).values(batch.map(({ id, token }) => ({ id, userId: id, token, expiresAt })));
  await tx
    .insert(wallets)
    .values(batch.map(({ id }) => ({ userId: id, balance, version: seq, ledgerSeq: seq })));
  if (balance === 0) return;
  const charge = { type: "charge", seq, amount: balance, balanceAfter: balance } as const;
  await tx.insert(pointLedger).values(batch.map(({ id }) => ({ ...charge, id: v7(), userId: id })));
}

/** The cookie that better-auth would have set: the session's token with its signature. */
async function withCookie({ id, email, token }: NewShopper): Promise<ReadyShopper> {
  const signature = await makeSignature(token, env().AUTH_SECRET);
  return { id, email, cookie: `${sessionCookieName()}=${encodeURIComponent(`${token}.${signature}`)}` };
}
