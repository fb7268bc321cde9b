import { meantVersions } from "#app/api/_http/if-match.ts";
import { resource } from "#app/api/_http/resource.ts";
import { route } from "#app/api/_http/route.ts";
import { changeProductOperation } from "#app/api/_operations/admin.ts";
import { changeProduct } from "#lib/catalog/change-product.ts";

const patch = route(changeProductOperation, async ({ user, params, body, request }) => ({
  product: await changeProduct(user.id, params.id, body, meantVersions(request, body.version)),
}));

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({ PATCH: patch });
