import { z } from "zod";
import { CancelResult, OrderHistory, OrderHistoryQuery, OrderResult } from "#lib/orders/schema.ts";
import { Id } from "#lib/values/identifier.ts";
import { IdempotencyKey } from "../_http/idempotency-key.ts";
import { operation } from "../_http/operation.ts";

const tag = "Orders";
const params = { schema: z.object({ id: Id }), missing: "ORDER_NOT_FOUND" } as const;

export const listOrdersOperation = operation({
  id: "listOrders",
  method: "get",
  path: "/api/orders",
  tag,
  summary: "The shopper's orders, newest first",
  access: "shopper",
  query: OrderHistoryQuery,
  success: { status: 200, schema: OrderHistory, summary: "A stretch of orders" },
  errors: ["VALIDATION", "UNAUTHENTICATED"],
});

export const getOrderOperation = operation({
  id: "getOrder",
  method: "get",
  path: "/api/orders/{id}",
  tag,
  summary: "One order of the shopper",
  access: "shopper",
  params,
  success: { status: 200, schema: OrderResult, summary: "The order" },
  errors: ["UNAUTHENTICATED", "ORDER_NOT_FOUND"],
});

export const getOrderByKeyOperation = operation({
  id: "getOrderByKey",
  method: "get",
  path: "/api/orders/by-key/{key}",
  tag,
  summary: "What a checkout's `Idempotency-Key` came to",
  access: "shopper",
  params: { schema: z.object({ key: IdempotencyKey }), missing: "ORDER_NOT_FOUND" },
  success: { status: 200, schema: OrderResult, summary: "The order" },
  errors: ["UNAUTHENTICATED", "ORDER_NOT_FOUND", "IDEMPOTENCY_IN_FLIGHT", "UNAVAILABLE"],
});

export const cancelOrderOperation = operation({
  id: "cancelOrder",
  method: "post",
  path: "/api/orders/{id}/cancel",
  tag,
  summary: "Cancel an order: stock, points and coupon are given back, once",
  access: "shopper",
  params,
  success: { status: 200, schema: CancelResult, summary: "The cancelled order and the balance" },
  errors: [
    "UNAUTHENTICATED",
    "ORDER_NOT_FOUND",
    "ORDER_NOT_CANCELLABLE",
    "RATE_LIMITED",
    "LOCK_TIMEOUT",
    "OUTCOME_UNKNOWN",
    "UNAVAILABLE",
  ],
});
