import { z } from "zod";
import { HeldLocks } from "#lib/admin/schema.ts";
import { AuditReport, AuditRun } from "#lib/audit/schema.ts";
import { AuditLog, AuditLogQuery } from "#lib/audit-log/schema.ts";
import { operation } from "../_http/operation.ts";

const tag = "Admin";
const access = "admin" as const;
const refused = ["UNAUTHENTICATED", "FORBIDDEN"] as const;

export const listLocksOperation = operation({
  id: "adminListLocks",
  method: "get",
  path: "/api/admin/locks",
  tag,
  summary: "Who holds which lock now",
  access,
  success: { status: 200, schema: HeldLocks, summary: "The held locks" },
  errors: [...refused, "UNAVAILABLE"],
});

export const releaseLockOperation = operation({
  id: "adminReleaseLock",
  method: "delete",
  path: "/api/admin/locks/{key}",
  tag,
  summary: "Take a lock from its holder by force",
  access,
  params: { schema: z.object({ key: z.string().min(1).max(200) }), missing: "LOCK_NOT_FOUND" },
  needsFreshSignIn: true,
  success: { status: 204, summary: "The lock is free, or the next one's" },
  errors: [...refused, "SIGN_IN_AGAIN", "LOCK_NOT_FOUND", "RATE_LIMITED", "OUTCOME_UNKNOWN", "UNAVAILABLE"],
});

export const auditOperation = operation({
  id: "adminAudit",
  method: "get",
  path: "/api/admin/audit",
  tag,
  summary: "Check every promise of the database",
  access,
  success: { status: 200, schema: AuditReport, summary: "The report" },
  errors: [...refused, "UNAVAILABLE"],
});

export const runAuditOperation = operation({
  id: "adminRunAudit",
  method: "post",
  path: "/api/admin/audit",
  tag,
  summary: "Check every promise of the database, and keep what was found",
  access,
  success: { status: 201, schema: AuditRun, summary: "The report" },
  errors: [...refused, "RATE_LIMITED", "UNAVAILABLE"],
});

export const readAuditLogOperation = operation({
  id: "adminReadLog",
  method: "get",
  path: "/api/admin/log",
  tag,
  summary: "What admins did, to what, before and after",
  access,
  query: AuditLogQuery,
  success: { status: 200, schema: AuditLog, summary: "A stretch of the log" },
  errors: ["VALIDATION", ...refused],
});
