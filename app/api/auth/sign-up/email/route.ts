import { authRoute } from "#app/api/_http/auth-route.ts";
import { resource } from "#app/api/_http/resource.ts";
import { doorCallerOf } from "#lib/auth/caller.ts";
import { openAccount } from "#lib/auth/open-account.ts";
import { SignUpBody } from "#lib/auth/schema.ts";

/** Answers as better-auth does for an account that is signed in at once. */
const signUp = authRoute(SignUpBody, async (body, headers) => {
  const { token, user, cookie } = await openAccount(body, doorCallerOf(headers));
  const { signsInBy: _, searchText: __, ...told } = user;
  return Response.json({ token, user: told }, { headers: { "set-cookie": cookie } });
});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({ POST: signUp });
