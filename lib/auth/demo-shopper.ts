import { DEMO } from "#db/seed/demo-account.ts";
import { env } from "#lib/env.ts";
import { DomainError } from "#lib/errors.ts";
import { auth } from "./auth.ts";

/**
 * Whether anybody may step in as the demo shopper: only where `npm start` brought its own database. With a
 * `DATABASE_URL` the shop is somebody's real one.
 */
export const isDemoOpen = (): boolean => env().EMBEDDED_SERVICES;

/**
 * Signs in as the demo shopper whom the seed made; answers the cookies of the session.
 * @throws DomainError NOT_FOUND where there is no demo.
 */
export async function signInDemo(headers: Headers): Promise<string[]> {
  if (!isDemoOpen()) throw noDemo();
  const { email, password } = DEMO;
  const answer = await auth().api.signInEmail({ body: { email, password }, headers, asResponse: true });
  if (!answer.ok) throw noDemo();
  return answer.headers.getSetCookie();
}

const noDemo = () => new DomainError("NOT_FOUND", "This shop has no demo shopper.");
