import { formRoute } from "#app/api/_http/form-route.ts";
import { resource } from "#app/api/_http/resource.ts";
import { openAccount } from "#lib/auth/open-account.ts";
import { SignUpBody } from "#lib/auth/schema.ts";

const form = { id: "signUpForm", page: "/sign-up", schema: SignUpBody } as const;

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  POST: formRoute(form, async (body, { caller }) => ({
    cookies: [(await openAccount(body, caller)).cookie],
  })),
});
