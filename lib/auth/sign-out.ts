import { securityEvent } from "#lib/observability/security-event.ts";
import { callAuth } from "./call-auth.ts";
import { doorCallerOf } from "./caller.ts";
import { userOf } from "./session.ts";

/** Ends the caller's session, if there is one; the response deletes the cookie. */
export async function signOut(headers: Headers): Promise<Response> {
  const user = await userOf(headers);
  const response = await callAuth("/sign-out", headers, {});
  if (user) securityEvent("auth.signed-out", user.id, { address: doorCallerOf(headers).address });
  return response;
}
