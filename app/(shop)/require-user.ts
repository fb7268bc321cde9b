import "server-only";
import { redirect } from "next/navigation";
import { currentUser } from "#lib/auth/current-user.ts";
import type { User } from "#lib/auth/session.ts";

/** The signed-in shopper; a guest is sent to sign in, and comes back to `path`. */
export async function requireUser(path: string): Promise<User> {
  return (await currentUser()) ?? redirect(`/sign-in?next=${encodeURIComponent(path)}`);
}
