import { formRoute } from "#app/api/_http/form-route.ts";
import { resource } from "#app/api/_http/resource.ts";
import { askToReset } from "#lib/auth/reset-password.ts";
import { ForgotPasswordForm } from "#lib/auth/schema.ts";

const form = {
  id: "forgotPassword",
  page: "/forgot-password",
  done: "/forgot-password?sent=1",
  schema: ForgotPasswordForm,
} as const;

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  POST: formRoute(form, async ({ email }, { caller }) => {
    await askToReset(email, caller);
    return undefined;
  }),
});
