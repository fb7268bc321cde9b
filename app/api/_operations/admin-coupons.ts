import { z } from "zod";
import {
  AdminCouponPage,
  AdminCouponQuery,
  AdminCouponResult,
  CouponChange,
  CouponHolders,
  HolderQuery,
  NewCoupon,
} from "#lib/coupons/schema.ts";
import { Id } from "#lib/values/identifier.ts";
import { operation } from "../_http/operation.ts";

const tag = "Admin";
const access = "admin" as const;
const refused = ["UNAUTHENTICATED", "FORBIDDEN"] as const;
const invalid = ["VALIDATION", ...refused] as const;
const busy = ["RATE_LIMITED", "LOCK_TIMEOUT", "OUTCOME_UNKNOWN", "UNAVAILABLE"] as const;
const couponParams = { schema: z.object({ id: Id }), missing: "COUPON_NOT_FOUND" } as const;

export const listAdminCouponsOperation = operation({
  id: "adminListCoupons",
  method: "get",
  path: "/api/admin/coupons",
  tag,
  summary: "Every coupon, the archived ones too",
  access,
  query: AdminCouponQuery,
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
  errors: [...invalid, "IDEMPOTENCY_IN_FLIGHT", "IDEMPOTENCY_KEY_REUSED", "RATE_LIMITED", "OUTCOME_UNKNOWN"],
  idempotent: true,
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

export const getAdminCouponOperation = operation({
  id: "adminGetCoupon",
  method: "get",
  path: "/api/admin/coupons/{id}",
  tag,
  summary: "A coupon with what is claimed and used of it",
  access,
  params: couponParams,
  success: { status: 200, schema: AdminCouponResult, summary: "The coupon" },
  errors: [...refused, "COUPON_NOT_FOUND"],
  versionOf: (answer) => AdminCouponResult.parse(answer).coupon.version,
});

export const endCouponOperation = operation({
  id: "adminEndCoupon",
  method: "post",
  path: "/api/admin/coupons/{id}/end",
  tag,
  summary: "End a coupon now; who holds it keeps it",
  access,
  params: couponParams,
  success: { status: 200, schema: AdminCouponResult, summary: "The coupon" },
  errors: [...refused, "COUPON_NOT_FOUND", "COUPON_NOT_OPEN", ...busy],
});

export const listHoldersOperation = operation({
  id: "adminListHolders",
  method: "get",
  path: "/api/admin/coupons/{id}/holders",
  tag,
  summary: "Who claimed a coupon, and who used it",
  access,
  params: couponParams,
  query: HolderQuery,
  success: { status: 200, schema: CouponHolders, summary: "A stretch of the holders" },
  errors: [...invalid, "COUPON_NOT_FOUND"],
});

export const exportHoldersOperation = operation({
  id: "adminExportHolders",
  method: "get",
  path: "/api/admin/coupons/{id}/holders.csv",
  tag,
  summary: "Who claimed a coupon, up to 10,000, as a file for a spreadsheet",
  access,
  params: couponParams,
  query: HolderQuery,
  file: "coupon-holders.csv",
  success: { status: 200, summary: "Comma-separated values" },
  errors: [...invalid, "COUPON_NOT_FOUND"],
});
