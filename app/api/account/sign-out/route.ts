import { formRoute } from "#app/api/_http/form-route.ts";
import { resource } from "#app/api/_http/resource.ts";
import { NoFields } from "#lib/auth/schema.ts";
import { signOut } from "#lib/auth/sign-out.ts";

const form = { id: "signOutForm", page: "/account", done: "/", schema: NoFields } as const;

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  POST: formRoute(form, async (_, { headers }) => ({
    cookies: (await signOut(headers)).headers.getSetCookie(),
  })),
});
