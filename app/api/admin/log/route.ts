import { resource } from "#app/api/_http/resource.ts";
import { route } from "#app/api/_http/route.ts";
import { readAuditLogOperation } from "#app/api/_operations/admin.ts";
import { readAuditLog } from "#lib/audit-log/read-audit-log.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(readAuditLogOperation, ({ query }) => readAuditLog(query)),
});
