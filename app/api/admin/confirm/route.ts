import { resource } from "#app/api/_http/resource.ts";
import { route } from "#app/api/_http/route.ts";
import { confirmPasswordOperation } from "#app/api/_operations/admin-people.ts";
import { confirmPassword } from "#lib/auth/confirm-password.ts";
import { sessionTokenOf } from "#lib/http/session-cookie.ts";

const post = route(confirmPasswordOperation, ({ user, body, request }) =>
  confirmPassword(user.id, body.password, sessionTokenOf(request.headers.get("cookie")) ?? ""),
);

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({ POST: post });
