import { ownFormRoute } from "#app/api/_http/form-route.ts";
import { resource } from "#app/api/_http/resource.ts";
import { changePassword } from "#lib/auth/change-password.ts";
import { ChangePasswordForm } from "#lib/auth/schema.ts";
import { sessionTokenOf } from "#lib/http/session-cookie.ts";

const form = {
  id: "changePassword",
  page: "/account/password",
  done: "/account/password?changed=1",
  schema: ChangePasswordForm,
} as const;

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  POST: ownFormRoute(form, async (body, { user, caller, headers }) => {
    const token = sessionTokenOf(headers.get("cookie")) ?? "";
    await changePassword(user, body, { token, caller });
    return undefined;
  }),
});
