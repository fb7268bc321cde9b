import { z } from "zod";
import { ClaimResult, CouponPage, UserCouponPage } from "#lib/coupons/schema.ts";
import { Id } from "#lib/values/identifier.ts";
import { PageQuery } from "#lib/values/pagination.ts";
import { operation } from "../_http/operation.ts";

const tag = "Coupons";

export const listCouponsOperation = operation({
  id: "listCoupons",
  method: "get",
  path: "/api/coupons",
  tag,
  summary: "The shop's coupons, open ones first",
  access: "public",
  sharing: "at-once",
  query: PageQuery,
  success: { status: 200, schema: CouponPage, summary: "A page of coupons" },
  errors: ["VALIDATION"],
});

export const claimCouponOperation = operation({
  id: "claimCoupon",
  method: "post",
  path: "/api/coupons/{id}/claim",
  tag,
  summary: "Claim a first-come coupon",
  access: "shopper",
  params: { schema: z.object({ id: Id }), missing: "COUPON_NOT_FOUND" },
  success: { status: 201, schema: ClaimResult, summary: "The coupon is the shopper's" },
  errors: [
    "UNAUTHENTICATED",
    "COUPON_NOT_FOUND",
    "COUPON_SOLD_OUT",
    "COUPON_ALREADY_CLAIMED",
    "COUPON_NOT_OPEN",
    "IDEMPOTENCY_IN_FLIGHT",
    "IDEMPOTENCY_KEY_REUSED",
    "RATE_LIMITED",
    "BUSY",
    "LOCK_TIMEOUT",
    "OUTCOME_UNKNOWN",
    "UNAVAILABLE",
  ],
  idempotent: true,
  isForDemo: true,
});

export const listMyCouponsOperation = operation({
  id: "listMyCoupons",
  method: "get",
  path: "/api/me/coupons",
  tag,
  summary: "The coupons in the shopper's hands, those that can be used first",
  access: "shopper",
  query: PageQuery,
  success: { status: 200, schema: UserCouponPage, summary: "A page of coupons" },
  errors: ["VALIDATION", "UNAUTHENTICATED"],
});
