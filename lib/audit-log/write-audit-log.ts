import type { Queryable } from "#db/client.ts";
import { adminAuditLog } from "#db/schema/index.ts";
import { securityEvent } from "#lib/observability/security-event.ts";

/** What an admin did, and to what: a verb of the dashboard, and the id or key of its object. */
export interface Deed {
  readonly actorId: string;
  readonly action: string;
  readonly target: string;
  readonly detail?: Record<string, unknown>;
}

/** Keeps a deed in the audit log; in the transaction of the deed, wherever it has one. */
export async function writeAuditLog(within: Queryable, { detail = {}, ...deed }: Deed): Promise<void> {
  await within.insert(adminAuditLog).values({ ...deed, detail });
  const { actorId, action, target } = deed;
  securityEvent("admin.acted", actorId, { action, target });
}
