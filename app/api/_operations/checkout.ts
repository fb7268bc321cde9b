import { z } from "zod";
import { CheckoutBody, CheckoutResult } from "#lib/checkout/schema.ts";
import { operation } from "../_http/operation.ts";

const tag = "Checkout";

/** As much of a receipt as its address needs; the whole was checked when it was made. */
const Placed = z.object({ order: z.object({ id: z.string() }) });

export const placeOrderOperation = operation({
  id: "placeOrder",
  method: "post",
  path: "/api/checkout",
  tag,
  summary: "Buy a cart with points, all of it or nothing",
  access: "shopper",
  body: CheckoutBody,
  success: { status: 201, schema: CheckoutResult, summary: "The receipt" },
  errors: [
    "VALIDATION",
    "UNAUTHENTICATED",
    "PRODUCT_NOT_FOUND",
    "COUPON_NOT_FOUND",
    "OUT_OF_STOCK",
    "INSUFFICIENT_POINTS",
    "COUPON_ALREADY_USED",
    "COUPON_NOT_APPLICABLE",
    "PRICE_CHANGED",
    "NOT_ON_SALE",
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
  hasLine: true,
  location: (answer) => `/api/orders/${Placed.parse(answer).order.id}`,
});

export const loadEchoOperation = operation({
  id: "loadEcho",
  method: "post",
  path: "/api/load/echo",
  tag: "Load tests",
  summary: "The checks of a checkout and nothing more; the floor in benchmarks",
  access: "shopper",
  body: CheckoutBody,
  success: { status: 200, schema: z.object({ ok: z.literal(true) }), summary: "The checks passed" },
  errors: ["VALIDATION", "UNAUTHENTICATED", "RATE_LIMITED", "NOT_FOUND"],
});
