import { ownFormRoute } from "#app/api/_http/form-route.ts";
import { resource } from "#app/api/_http/resource.ts";
import { EndSessionForm } from "#lib/auth/schema.ts";
import { endSession } from "#lib/auth/sessions.ts";
import { sessionTokenOf } from "#lib/http/session-cookie.ts";

const form = {
  id: "endSession",
  page: "/account/sessions",
  done: "/account/sessions",
  schema: EndSessionForm,
} as const;

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  POST: ownFormRoute(form, async ({ session }, { user, caller, headers }) => {
    const token = sessionTokenOf(headers.get("cookie")) ?? "";
    await endSession(user.id, session, { token, caller });
    return undefined;
  }),
});
