import { authRoute } from "#app/api/_http/auth-route.ts";
import { resource } from "#app/api/_http/resource.ts";
import { SignInBody } from "#lib/auth/schema.ts";
import { signIn } from "#lib/auth/sign-in.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  POST: authRoute(SignInBody, signIn),
});
