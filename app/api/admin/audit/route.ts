import { resource } from "#app/api/_http/resource.ts";
import { route } from "#app/api/_http/route.ts";
import { auditOperation, runAuditOperation } from "#app/api/_operations/admin.ts";
import { runAndKeep } from "#lib/audit/kept-runs.ts";
import { runAudit } from "#lib/audit/run-audit.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(auditOperation, () => runAudit()),
  POST: route(runAuditOperation, ({ user }) => runAndKeep(user)),
});
