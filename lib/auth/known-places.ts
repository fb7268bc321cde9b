import { redis } from "#lib/redis/client.ts";

const MONTH_SECONDS = 30 * 24 * 60 * 60;
const keyOf = (account: string, network: string) => `lockstep:place:${account}:${network}`;

/**
 * Whether somebody signed in to the account from this network within a month. Such a place has a limit of its own,
 * so that a stranger's guesses don't keep the owner out. Without Redis no place is known.
 */
export async function isKnownPlace(account: string, network: string): Promise<boolean> {
  return redis()
    .exists(keyOf(account, network))
    .then(
      (found) => found === 1,
      () => false,
    );
}

/** Remembers the place of a sign-in. */
export async function rememberPlace(account: string, network: string): Promise<void> {
  await redis()
    .set(keyOf(account, network), "1", "EX", MONTH_SECONDS)
    .catch(() => undefined);
}
