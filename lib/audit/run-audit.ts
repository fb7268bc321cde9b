import { sql } from "drizzle-orm";
import { auditDb, type Tx } from "#db/client.ts";
import type { Check, Server } from "./check.ts";
import { couponChecks } from "./coupon-checks.ts";
import { orderChecks } from "./order-checks.ts";
import { recordChecks } from "./record-checks.ts";
import { AuditReport, type CheckResult } from "./schema.ts";
import { stockChecks } from "./stock-checks.ts";
import { walletChecks } from "./wallet-checks.ts";

/** Every promise of the database. */
export const CHECKS: readonly Check[] = [
  ...stockChecks,
  ...couponChecks,
  ...walletChecks,
  ...orderChecks,
  ...recordChecks,
];

const SHOWN = 5;

/** Checks every promise of the database, all in one snapshot; it changes and locks nothing. */
export async function runAudit(): Promise<AuditReport> {
  return auditDb().transaction(auditWithin, { isolationLevel: "repeatable read", accessMode: "read only" });
}

/** The same in a transaction of the caller's. */
export async function auditWithin(tx: Tx): Promise<AuditReport> {
  await tx.execute(sql`set local statement_timeout = '120s'`);
  const server = await serverOf(tx);
  const checks: CheckResult[] = [];
  for (const check of CHECKS) checks.push(await runCheck(tx, server, check));
  return AuditReport.parse({ ok: checks.every(({ ok }) => ok), checks });
}

async function serverOf(tx: Tx): Promise<Server> {
  const [row] = await tx.execute<{ version: number }>(
    sql`select current_setting('server_version_num')::int as version`,
  );
  return { knowsJson: (row?.version ?? 0) >= 160_000 };
}

async function runCheck(tx: Tx, server: Server, check: Check): Promise<CheckResult> {
  const { name } = check;
  const broken = typeof check.broken === "function" ? check.broken(server) : check.broken;
  const [found] = await tx.execute<{ violations: number; shown: unknown }>(sql`
    with broken as materialized (${broken})
    select (select count(*) from broken)::int as violations,
      (select json_agg(b) from (select * from broken limit ${sql.raw(String(SHOWN))}) as b) as shown`);
  const violations = found?.violations ?? 0;
  if (violations === 0) return { name, ok: true, violations };
  return { name, ok: false, violations, detail: JSON.stringify(found?.shown) };
}
