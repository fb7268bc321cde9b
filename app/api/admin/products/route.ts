import { resource } from "#app/api/_http/resource.ts";
import { route } from "#app/api/_http/route.ts";
import { createProductOperation, listAdminProductsOperation } from "#app/api/_operations/admin-products.ts";
import { listAdminProducts } from "#lib/catalog/admin-queries.ts";
import { createProduct } from "#lib/catalog/create-product.ts";

const get = route(listAdminProductsOperation, ({ query }) => listAdminProducts(query));

const post = route(createProductOperation, ({ user, body, once }) => createProduct(user.id, body, once));

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({ GET: get, POST: post });
