import { meantVersions } from "#app/api/_http/if-match.ts";
import { resource } from "#app/api/_http/resource.ts";
import { route } from "#app/api/_http/route.ts";
import { changeProductOperation, getAdminProductOperation } from "#app/api/_operations/admin-products.ts";
import { db } from "#db/client.ts";
import { getAdminProduct } from "#lib/catalog/admin-queries.ts";
import { changeProduct } from "#lib/catalog/change-product.ts";

const get = route(getAdminProductOperation, async ({ params }) => ({
  product: await getAdminProduct(db(), params.id),
}));

const patch = route(changeProductOperation, ({ user, params, body, once, request }) =>
  changeProduct({
    actorId: user.id,
    productId: params.id,
    change: body,
    meant: meantVersions(request, body.version),
    once,
  }),
);

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({ GET: get, PATCH: patch });
