import { z } from "zod";
import { auth } from "./auth.ts";

const SessionUser = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  role: z.enum(["shopper", "admin"]),
});

/** A signed-in person. */
export type User = z.infer<typeof SessionUser>;

/** The person whose session cookie the headers carry, or null. */
export async function userOf(headers: Headers): Promise<User | null> {
  if (!headers.has("cookie")) return null;
  const session = await auth().api.getSession({ headers });
  return session ? SessionUser.parse(session.user) : null;
}
