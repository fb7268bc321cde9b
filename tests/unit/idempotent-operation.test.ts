import { expect, it } from "vitest";
import { route } from "#app/api/_http/route.ts";
import { getBalanceOperation, topUpPointsOperation } from "#app/api/_operations/points.ts";

it("refuses to compile an idempotent operation whose handler has not recorded its answer", () => {
  // @ts-expect-error The answer does not come from `keepAnswers`.
  expect(route(topUpPointsOperation, async () => ({ balance: 1 }))).toBeTypeOf("function");
  expect(route(getBalanceOperation, async () => ({ balance: 1 }))).toBeTypeOf("function");
});
