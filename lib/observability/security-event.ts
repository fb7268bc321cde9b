import { log } from "./log.ts";
import { onceASecond } from "./once-a-second.ts";

/** What is worth an operator's eye, by names that stay as they are. */
type SecurityEvent =
  | "auth.signed-in"
  | "auth.signed-up"
  | "auth.signed-out"
  | "auth.demo-signed-in"
  | "auth.password-changed"
  | "auth.password-reset-asked"
  | "auth.password-reset"
  | "auth.email-confirmed"
  | "auth.session-ended"
  | "auth.refused"
  | "limit.refused"
  | "admin.acted"
  | "lock.force-released";

/**
 * Logs a security event under its stable name: each deed of an admin, of all others one line a second for each of
 * `who`, with a count. The facts name who and what, and carry no secret.
 */
export function securityEvent(
  security: SecurityEvent,
  who: string,
  facts: Readonly<Record<string, unknown>> = {},
): void {
  const tell = (count: number) =>
    log().info({ security, who, ...facts, ...(count > 1 ? { count } : {}) }, `security: ${security}`);
  if (security === "admin.acted" || security === "lock.force-released") tell(1);
  else onceASecond(`${security} ${who} ${JSON.stringify(facts)}`, tell);
}
