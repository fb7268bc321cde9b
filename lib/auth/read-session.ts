import { callAuth } from "./call-auth.ts";
import { userOf } from "./session.ts";

/**
 * The session of the caller that sends the headers, as better-auth tells it; a session that is used lives on. A demo shopper's ends
 * with its day.
 */
export async function readSession(headers: Headers): Promise<Response> {
  const user = await userOf(headers);
  return callAuth(user?.isDemo ? "/get-session?disableRefresh=true" : "/get-session", headers);
}
