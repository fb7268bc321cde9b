import { closeDatabase } from "#db/client.ts";
import { CHECKS, runAudit } from "#lib/audit/run-audit.ts";
import { explained } from "#scripts/stack/database-failure.ts";

/** Runs the audit, prints it as a table, and answers whether every promise holds. */
export async function printAudit(): Promise<boolean> {
  const { ok, checks } = await explained("DATABASE_URL", runAudit).finally(closeDatabase);
  const width = Math.max(...checks.map(({ name }) => name.length));
  for (const { name, ok: kept, violations, detail } of checks) {
    const state = kept ? "ok    " : `BROKEN ${violations}`;
    process.stdout.write(`${name.padEnd(width)}  ${state}${detail ? `\n    ${detail}` : ""}\n`);
    if (!kept)
      process.stdout.write(`    promised: ${CHECKS.find((check) => check.name === name)?.promise}\n`);
  }
  const broken = checks.filter((check) => !check.ok).length;
  process.stdout.write(`\n${checks.length} checks, ${broken} broken\n`);
  return ok;
}
