import { formRoute } from "#app/api/_http/form-route.ts";
import { resource } from "#app/api/_http/resource.ts";
import { resetPassword } from "#lib/auth/reset-password.ts";
import { ResetPasswordForm } from "#lib/auth/schema.ts";

const form = {
  id: "resetPassword",
  page: "/reset-password",
  done: "/sign-in?reset=1",
  schema: ResetPasswordForm,
} as const;

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  POST: formRoute(form, async (body, { caller }) => {
    await resetPassword(body, caller);
    return undefined;
  }),
});
