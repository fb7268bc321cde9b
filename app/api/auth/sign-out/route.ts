import { authRoute } from "#app/api/_http/auth-route.ts";
import { resource } from "#app/api/_http/resource.ts";
import { SignOutBody } from "#lib/auth/schema.ts";
import { signOut } from "#lib/auth/sign-out.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  POST: authRoute(SignOutBody, (_, headers) => signOut(headers)),
});
