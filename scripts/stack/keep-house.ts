import { purgeExpired } from "#db/purge.ts";

const HOUR_MS = 3_600_000;

/** Deletes what has expired, now and every hour, until the answer is called. */
export function keepHouse(databaseUrl: string): () => void {
  const purge = () => {
    purgeExpired(databaseUrl).catch((error: unknown) => {
      process.stderr.write(`  could not purge what has expired: ${String(error)}\n`);
    });
  };
  const timer = setInterval(purge, HOUR_MS);
  purge();
  return () => clearInterval(timer);
}
