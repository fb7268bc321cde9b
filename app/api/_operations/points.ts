import { z } from "zod";
import { Balance, LedgerHistory, LedgerQuery, TopUpBody, TopUpResult } from "#lib/points/schema.ts";
import { IdempotencyKey } from "../_http/idempotency-key.ts";
import { operation } from "../_http/operation.ts";

const tag = "Points";

export const getBalanceOperation = operation({
  id: "getBalance",
  method: "get",
  path: "/api/points",
  tag,
  summary: "The points in the shopper's wallet",
  access: "shopper",
  success: { status: 200, schema: Balance, summary: "The balance" },
  errors: ["UNAUTHENTICATED"],
});

export const topUpPointsOperation = operation({
  id: "topUpPoints",
  method: "post",
  path: "/api/points/top-up",
  tag,
  summary: "Add points to the shopper's wallet",
  access: "shopper",
  body: TopUpBody,
  success: { status: 201, schema: TopUpResult, summary: "The new balance and its ledger entry" },
  errors: [
    "VALIDATION",
    "UNAUTHENTICATED",
    "BALANCE_LIMIT",
    "IDEMPOTENCY_IN_FLIGHT",
    "IDEMPOTENCY_KEY_REUSED",
    "RATE_LIMITED",
    "BUSY",
    "LOCK_TIMEOUT",
    "OUTCOME_UNKNOWN",
    "UNAVAILABLE",
  ],
  idempotent: true,
});

export const getTopUpByKeyOperation = operation({
  id: "getTopUpByKey",
  method: "get",
  path: "/api/points/top-up/by-key/{key}",
  tag,
  summary: "What a top-up's `Idempotency-Key` came to",
  access: "shopper",
  params: { schema: z.object({ key: IdempotencyKey }), missing: "NOT_FOUND" },
  success: { status: 200, schema: TopUpResult, summary: "The answer that the top-up had" },
  errors: ["UNAUTHENTICATED", "NOT_FOUND", "IDEMPOTENCY_IN_FLIGHT", "UNAVAILABLE"],
});

export const listLedgerOperation = operation({
  id: "listPointHistory",
  method: "get",
  path: "/api/points/history",
  tag,
  summary: "The wallet's ledger, newest first",
  access: "shopper",
  query: LedgerQuery,
  success: { status: 200, schema: LedgerHistory, summary: "A stretch of the ledger" },
  errors: ["VALIDATION", "UNAUTHENTICATED"],
});
