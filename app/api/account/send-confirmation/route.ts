import { ownFormRoute } from "#app/api/_http/form-route.ts";
import { resource } from "#app/api/_http/resource.ts";
import { askAgainToConfirm } from "#lib/auth/confirm-email.ts";
import { NoFields } from "#lib/auth/schema.ts";

const form = { id: "sendConfirmation", page: "/account", done: "/account?sent=1", schema: NoFields } as const;

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  POST: ownFormRoute(form, async (_, { user, caller }) => {
    await askAgainToConfirm(user, caller);
    return undefined;
  }),
});
