import { keepBuildFiles } from "#db/keep-build-files.ts";
import { purgeExpired } from "#db/purge.ts";

const HOUR_MS = 3_600_000;

/**
 * Deletes what has expired and tells all machines of this one's build, every hour (or `everyMs`), until the answer is called. The build
 * is told when it resolves, so that no page is served whose scripts another machine could not find.
 */
export async function keepHouse(
  databaseUrl: string,
  distDir: string,
  everyMs = HOUR_MS,
): Promise<() => void> {
  const keep = async () => {
    await keepBuildFiles(databaseUrl, distDir).catch(complain("keep the build's files for other machines"));
    void purgeExpired(databaseUrl).catch(complain("purge what has expired"));
  };
  await keep();
  const timer = setInterval(() => void keep(), everyMs);
  return () => clearInterval(timer);
}

const complain = (what: string) => (error: unknown) => {
  process.stderr.write(`  could not ${what}: ${String(error)}\n`);
};
