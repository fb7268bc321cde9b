import { z } from "zod";
import { AdminOrderPage, AdminOrderQuery, OrderStory, Reason } from "#lib/admin/order-schema.ts";
import { CancelResult } from "#lib/orders/schema.ts";
import { Id } from "#lib/values/identifier.ts";
import { operation } from "../_http/operation.ts";

const tag = "Admin";
const access = "admin" as const;
const refused = ["UNAUTHENTICATED", "FORBIDDEN"] as const;
const orderParams = { schema: z.object({ id: Id }), missing: "ORDER_NOT_FOUND" } as const;

export const listAllOrdersOperation = operation({
  id: "adminListOrders",
  method: "get",
  path: "/api/admin/orders",
  tag,
  summary: "Everybody's orders",
  access,
  query: AdminOrderQuery,
  success: { status: 200, schema: AdminOrderPage, summary: "A page of orders" },
  errors: ["VALIDATION", ...refused],
});

export const exportOrdersOperation = operation({
  id: "adminExportOrders",
  method: "get",
  path: "/api/admin/orders.csv",
  tag,
  summary: "The orders that fit, up to 10,000, as a file for a spreadsheet",
  access,
  query: AdminOrderQuery,
  file: "orders.csv",
  success: { status: 200, summary: "Comma-separated values" },
  errors: ["VALIDATION", ...refused],
});

export const getOrderStoryOperation = operation({
  id: "adminGetOrder",
  method: "get",
  path: "/api/admin/orders/{id}",
  tag,
  summary: "Everything that is known of an order",
  access,
  params: orderParams,
  success: { status: 200, schema: OrderStory, summary: "The order's story" },
  errors: [...refused, "ORDER_NOT_FOUND"],
});

export const cancelAsStaffOperation = operation({
  id: "adminCancelOrder",
  method: "post",
  path: "/api/admin/orders/{id}/cancel",
  tag,
  summary: "Cancel anybody's order and refund it, also where the wallet is full",
  access,
  params: orderParams,
  body: Reason,
  success: { status: 200, schema: CancelResult, summary: "The cancelled order and the shopper's balance" },
  errors: [
    "VALIDATION",
    ...refused,
    "ORDER_NOT_FOUND",
    "ORDER_NOT_CANCELLABLE",
    "RATE_LIMITED",
    "LOCK_TIMEOUT",
    "OUTCOME_UNKNOWN",
    "UNAVAILABLE",
  ],
});
