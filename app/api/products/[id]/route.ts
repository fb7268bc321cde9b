import { resource } from "#app/api/_http/resource.ts";
import { route } from "#app/api/_http/route.ts";
import { getProductOperation } from "#app/api/_operations/catalog.ts";
import { getProduct } from "#lib/catalog/queries.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(getProductOperation, ({ params, locale }) => getProduct(params.id, locale)),
});
