import { z } from "zod";
import { Instant } from "#lib/values/instant.ts";
import { cursorQuery, historyOf } from "#lib/values/pagination.ts";
import { plainText } from "#lib/values/plain-text.ts";

export const LOG_KEY = /^[1-9]\d{0,14}$/;

/** What can be asked of the admin audit log. */
export const AuditLogQuery = cursorQuery(LOG_KEY).extend({
  actorId: plainText(64).optional(),
  action: plainText(40).optional(),
  target: plainText(200).optional(),
});
export type AuditLogQuery = z.infer<typeof AuditLogQuery>;

/** What an admin did, to what, and what that changed. */
export const LogEntry = z
  .object({
    id: z.string(),
    at: Instant,
    actor: z.object({ id: z.string(), email: z.string() }),
    action: z.string(),
    target: z.string(),
    detail: z.record(z.string(), z.unknown()),
  })
  .meta({ id: "LogEntry" });
export type LogEntry = z.infer<typeof LogEntry>;
export const AuditLog = historyOf(LogEntry).meta({ id: "AuditLog" });
export type AuditLog = z.infer<typeof AuditLog>;
