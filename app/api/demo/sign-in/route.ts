import { formRoute } from "#app/api/_http/form-route.ts";
import { resource } from "#app/api/_http/resource.ts";
import { signInDemo } from "#lib/auth/demo-shopper.ts";
import { NoFields } from "#lib/auth/schema.ts";

/** Makes a demo shopper for the visitor, signs in as it, and goes to `next`. */
const signIn = formRoute({ id: "demoSignIn", page: "/sign-in", schema: NoFields }, async (_, { caller }) => ({
  cookies: [await signInDemo(caller)],
}));

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({ POST: signIn });
