import { z } from "zod";
import { MAX_PICTURE_BYTES } from "#lib/catalog/picture-limit.ts";
import {
  AdminProductPage,
  AdminProductQuery,
  AdminProductResult,
  MovementQuery,
  NewProduct,
  ProductChange,
  StockMovements,
  UploadedPicture,
} from "#lib/catalog/schema.ts";
import { Id } from "#lib/values/identifier.ts";
import { operation } from "../_http/operation.ts";

const tag = "Admin";
const access = "admin" as const;
const refused = ["UNAUTHENTICATED", "FORBIDDEN"] as const;
const invalid = ["VALIDATION", ...refused] as const;
const busy = ["RATE_LIMITED", "LOCK_TIMEOUT", "OUTCOME_UNKNOWN", "UNAVAILABLE"] as const;
const productParams = { schema: z.object({ id: Id }), missing: "PRODUCT_NOT_FOUND" } as const;

export const listAdminProductsOperation = operation({
  id: "adminListProducts",
  method: "get",
  path: "/api/admin/products",
  tag,
  summary: "Products with both languages",
  access,
  query: AdminProductQuery,
  success: { status: 200, schema: AdminProductPage, summary: "A page of products" },
  errors: invalid,
});

export const createProductOperation = operation({
  id: "adminCreateProduct",
  method: "post",
  path: "/api/admin/products",
  tag,
  summary: "Put a product into the shop",
  access,
  body: NewProduct.meta({ id: "NewProduct" }),
  success: { status: 201, schema: AdminProductResult, summary: "The product" },
  errors: [...invalid, "IDEMPOTENCY_IN_FLIGHT", "IDEMPOTENCY_KEY_REUSED", "RATE_LIMITED", "OUTCOME_UNKNOWN"],
  idempotent: true,
  versionOf: (answer) => AdminProductResult.parse(answer).product.version,
});

export const changeProductOperation = operation({
  id: "adminChangeProduct",
  method: "patch",
  path: "/api/admin/products/{id}",
  tag,
  summary: "Change a product, or move its stock by a difference with its reason",
  access,
  params: productParams,
  body: ProductChange.meta({ id: "ProductChange" }),
  success: { status: 200, schema: AdminProductResult, summary: "The product" },
  errors: [
    ...invalid,
    "PRODUCT_NOT_FOUND",
    "OUT_OF_STOCK",
    "STALE",
    "IDEMPOTENCY_IN_FLIGHT",
    "IDEMPOTENCY_KEY_REUSED",
    ...busy,
  ],
  idempotent: true,
  versionOf: (answer) => AdminProductResult.parse(answer).product.version,
});

export const getAdminProductOperation = operation({
  id: "adminGetProduct",
  method: "get",
  path: "/api/admin/products/{id}",
  tag,
  summary: "A product with both languages, also one that shoppers do not find",
  access,
  params: productParams,
  success: { status: 200, schema: AdminProductResult, summary: "The product" },
  errors: [...refused, "PRODUCT_NOT_FOUND"],
  versionOf: (answer) => AdminProductResult.parse(answer).product.version,
});

export const listMovementsOperation = operation({
  id: "adminListStockMovements",
  method: "get",
  path: "/api/admin/products/{id}/stock",
  tag,
  summary: "Every change of a product's stock, newest first",
  access,
  params: productParams,
  query: MovementQuery,
  success: { status: 200, schema: StockMovements, summary: "A stretch of the history" },
  errors: [...invalid, "PRODUCT_NOT_FOUND"],
});

export const uploadPictureOperation = operation({
  id: "adminUploadPicture",
  method: "post",
  path: "/api/admin/pictures",
  tag,
  summary: "Keep a picture of up to 2 MB for a product; it is encoded anew",
  access,
  upload: { maxBytes: MAX_PICTURE_BYTES, types: ["image/png", "image/jpeg", "image/webp"] },
  success: { status: 201, schema: UploadedPicture, summary: "Where the picture is" },
  errors: [...invalid, "RATE_LIMITED", "OUTCOME_UNKNOWN", "UNAVAILABLE"],
});
