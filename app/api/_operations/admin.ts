import { z } from "zod";
import { HeldLocks } from "#lib/admin/schema.ts";
import { AuditReport } from "#lib/audit/schema.ts";
import {
  AdminProductPage,
  AdminProductQuery,
  AdminProductResult,
  NewProduct,
  ProductChange,
} from "#lib/catalog/schema.ts";
import { AdminCouponPage, AdminCouponResult, CouponChange, NewCoupon } from "#lib/coupons/schema.ts";
import { Id } from "#lib/values/identifier.ts";
import { PageQuery } from "#lib/values/pagination.ts";
import { operation } from "../_http/operation.ts";

const tag = "Admin";
const access = "admin" as const;
const refused = ["UNAUTHENTICATED", "FORBIDDEN"] as const;
const invalid = ["VALIDATION", ...refused] as const;
const busy = ["RATE_LIMITED", "LOCK_TIMEOUT", "OUTCOME_UNKNOWN", "UNAVAILABLE"] as const;
const couponParams = { schema: z.object({ id: Id }), missing: "COUPON_NOT_FOUND" } as const;
const productParams = { schema: z.object({ id: Id }), missing: "PRODUCT_NOT_FOUND" } as const;

export const listAdminCouponsOperation = operation({
  id: "adminListCoupons",
  method: "get",
  path: "/api/admin/coupons",
  tag,
  summary: "Every coupon, the archived ones too",
  access,
  query: PageQuery,
  success: { status: 200, schema: AdminCouponPage, summary: "A page of coupons" },
  errors: invalid,
});

export const createCouponOperation = operation({
  id: "adminCreateCoupon",
  method: "post",
  path: "/api/admin/coupons",
  tag,
  summary: "Publish a coupon",
  access,
  body: NewCoupon,
  success: { status: 201, schema: AdminCouponResult, summary: "The coupon" },
  errors: [...invalid, "RATE_LIMITED"],
  versionOf: (answer) => AdminCouponResult.parse(answer).coupon.version,
});

export const changeCouponOperation = operation({
  id: "adminChangeCoupon",
  method: "patch",
  path: "/api/admin/coupons/{id}",
  tag,
  summary: "Change a coupon; what is issued keeps its terms",
  access,
  params: couponParams,
  body: CouponChange,
  success: { status: 200, schema: AdminCouponResult, summary: "The coupon" },
  errors: [...invalid, "COUPON_NOT_FOUND", "COUPON_QUANTITY_BELOW_ISSUED", "STALE", ...busy],
  versionOf: (answer) => AdminCouponResult.parse(answer).coupon.version,
});

export const archiveCouponOperation = operation({
  id: "adminArchiveCoupon",
  method: "delete",
  path: "/api/admin/coupons/{id}",
  tag,
  summary: "Delete a coupon, or archive it when it is issued to somebody",
  access,
  params: couponParams,
  success: { status: 204, summary: "It is gone from the shop" },
  errors: [...refused, "COUPON_NOT_FOUND", ...busy],
});

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
  errors: [...invalid, "RATE_LIMITED"],
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
  errors: [...invalid, "PRODUCT_NOT_FOUND", "OUT_OF_STOCK", "STALE", ...busy],
  versionOf: (answer) => AdminProductResult.parse(answer).product.version,
});

export const listLocksOperation = operation({
  id: "adminListLocks",
  method: "get",
  path: "/api/admin/locks",
  tag,
  summary: "Who holds which lock now",
  access,
  success: { status: 200, schema: HeldLocks, summary: "The held locks" },
  errors: [...refused, "UNAVAILABLE"],
});

export const releaseLockOperation = operation({
  id: "adminReleaseLock",
  method: "delete",
  path: "/api/admin/locks/{key}",
  tag,
  summary: "Take a lock from its holder by force",
  access,
  params: { schema: z.object({ key: z.string().min(1).max(200) }), missing: "LOCK_NOT_FOUND" },
  needsFreshSignIn: true,
  success: { status: 204, summary: "The lock is free, or the next one's" },
  errors: [...refused, "SIGN_IN_AGAIN", "LOCK_NOT_FOUND", "RATE_LIMITED", "OUTCOME_UNKNOWN", "UNAVAILABLE"],
});

export const auditOperation = operation({
  id: "adminAudit",
  method: "get",
  path: "/api/admin/audit",
  tag,
  summary: "Check every promise of the database",
  access,
  success: { status: 200, schema: AuditReport, summary: "The report" },
  errors: [...refused, "UNAVAILABLE"],
});
