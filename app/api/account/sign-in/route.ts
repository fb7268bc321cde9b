import { formRoute } from "#app/api/_http/form-route.ts";
import { resource } from "#app/api/_http/resource.ts";
import { SignInBody } from "#lib/auth/schema.ts";
import { signIn } from "#lib/auth/sign-in.ts";

const form = { id: "signInForm", page: "/sign-in", schema: SignInBody } as const;

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  POST: formRoute(form, async (body, { headers }) => ({
    cookies: (await signIn(body, headers)).headers.getSetCookie(),
  })),
});
