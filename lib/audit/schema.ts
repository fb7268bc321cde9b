import { z } from "zod";
import { Instant } from "#lib/values/instant.ts";

/** The outcome of one check: how many rows break the promise, and the first of them. */
export const CheckResult = z.object({
  name: z.string(),
  ok: z.boolean(),
  violations: z.number().int().nonnegative(),
  detail: z.string().optional(),
});
export type CheckResult = z.infer<typeof CheckResult>;

/** The outcome of an audit: whether every promise of the database holds. */
export const AuditReport = z
  .object({ ok: z.boolean(), checks: z.array(CheckResult) })
  .meta({ id: "AuditReport" });
export type AuditReport = z.infer<typeof AuditReport>;

/** An audit that staff asked for, kept. */
export const AuditRun = AuditReport.extend({
  ranAt: Instant,
  tookMs: z.number().int().nonnegative(),
  actor: z.string(),
}).meta({ id: "AuditRun" });
export type AuditRun = z.infer<typeof AuditRun>;
