import { resource } from "#app/api/_http/resource.ts";
import { route } from "#app/api/_http/route.ts";
import { createProductOperation, listAdminProductsOperation } from "#app/api/_operations/admin.ts";
import { listAdminProducts } from "#lib/catalog/admin-queries.ts";
import { createProduct } from "#lib/catalog/create-product.ts";

const get = route(listAdminProductsOperation, ({ query }) => listAdminProducts(query));

const post = route(createProductOperation, async ({ user, body }) => ({
  product: await createProduct(user.id, body),
}));

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({ GET: get, POST: post });
