import { formRoute } from "#app/api/_http/form-route.ts";
import { resource } from "#app/api/_http/resource.ts";
import { confirmEmail } from "#lib/auth/confirm-email.ts";
import { ConfirmEmailForm } from "#lib/auth/schema.ts";

const form = {
  id: "confirmEmail",
  page: "/verify-email",
  done: "/verify-email?confirmed=1",
  schema: ConfirmEmailForm,
} as const;

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  POST: formRoute(form, async ({ token }, { caller }) => {
    await confirmEmail(token, caller);
    return undefined;
  }),
});
