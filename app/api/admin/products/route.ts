import { route } from "#app/api/_http/route.ts";
import { createProductOperation, listAdminProductsOperation } from "#app/api/_operations/admin.ts";
import { listAdminProducts } from "#lib/catalog/admin-queries.ts";
import { createProduct } from "#lib/catalog/create-product.ts";

export const GET = route(listAdminProductsOperation, ({ query }) => listAdminProducts(query));

export const POST = route(createProductOperation, async ({ user, body }) => ({
  product: await createProduct(user.id, body),
}));
