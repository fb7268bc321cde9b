import { resource } from "#app/api/_http/resource.ts";
import { route } from "#app/api/_http/route.ts";
import { listProductsOperation } from "#app/api/_operations/catalog.ts";
import { listProducts } from "#lib/catalog/queries.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(listProductsOperation, ({ query, locale }) => listProducts(query, locale)),
});
