import { z } from "zod";
import { PopularProducts, PopularQuery, Product, ProductPage, ProductQuery } from "#lib/catalog/schema.ts";
import { Id } from "#lib/values/identifier.ts";
import { operation } from "../_http/operation.ts";

const tag = "Catalogue";

export const listProductsOperation = operation({
  id: "listProducts",
  method: "get",
  path: "/api/products",
  tag,
  summary: "Search and list products",
  access: "public",
  sharing: "until-commit",
  query: ProductQuery,
  success: { status: 200, schema: ProductPage, summary: "A page of products" },
  errors: ["VALIDATION"],
});

export const getProductOperation = operation({
  id: "getProduct",
  method: "get",
  path: "/api/products/{id}",
  tag,
  summary: "One product, by its id or slug",
  access: "public",
  sharing: "until-commit",
  params: { schema: z.object({ id: Id }), missing: "PRODUCT_NOT_FOUND" },
  success: { status: 200, schema: Product, summary: "The product" },
  errors: ["PRODUCT_NOT_FOUND"],
});

export const listPopularOperation = operation({
  id: "listPopularProducts",
  method: "get",
  path: "/api/products/popular",
  tag,
  summary: "What sells best, by units",
  access: "public",
  sharing: "at-once",
  query: PopularQuery,
  success: { status: 200, schema: PopularProducts, summary: "The ranking" },
  errors: ["VALIDATION"],
});
