import { resource } from "#app/api/_http/resource.ts";
import { answering } from "#app/api/_http/route.ts";
import { readSession } from "#lib/auth/read-session.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: ({ headers }) => answering("auth", () => readSession(headers)),
});
