import { authRoute } from "#app/api/_http/auth-route.ts";
import { resource } from "#app/api/_http/resource.ts";
import { SignUpBody } from "#lib/auth/schema.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  POST: authRoute({ body: SignUpBody, limit: "signUp" }),
});
