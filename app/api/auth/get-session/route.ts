import { resource } from "#app/api/_http/resource.ts";
import { answering } from "#app/api/_http/route.ts";
import { callAuth } from "#lib/auth/call-auth.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: ({ headers }) => answering("auth", () => callAuth("/get-session", headers)),
});
