import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { problemResponse } from "#app/api/_http/problem.ts";
import { CommitUnknownError } from "#db/commit-unknown.ts";
import { WALLET_LIMIT } from "#db/schema/index.ts";
import { newCoupon } from "#tests/support/goods.ts";
import { newShopper } from "#tests/support/people.ts";
import { database, walletOf } from "#tests/support/truth.ts";

const HOUR_MS = 3_600_000;
const at = (ms: number) => new Date(Date.now() + ms).toISOString();

describe("a coupon outside of its time", () => {
  it.each([
    ["before it opens", { startsAt: at(HOUR_MS), endsAt: at(2 * HOUR_MS) }],
    ["after it ended", { startsAt: at(-2 * HOUR_MS), endsAt: at(-HOUR_MS) }],
  ])("is refused %s, with its times, and nobody gets one", async (_, times) => {
    const coupon = await newCoupon({ totalQuantity: 5, ...times });
    const answer = await (await newShopper(0)).post(`/api/coupons/${coupon.id}/claim`);
    expect(answer.body).toMatchObject({ status: 422, code: "COUPON_NOT_OPEN", ...times });
    const [row] = await database`select issued from coupon_stock where coupon_id = ${coupon.id}`;
    expect(row?.["issued"]).toBe(0);
  });
});

describe("a wallet", () => {
  it("takes points up to its limit and none above, once", async () => {
    const shopper = await newShopper(WALLET_LIMIT - 1_000);
    const over = await shopper.post("/api/points/top-up", { amount: 1_001 });
    expect(over.body).toMatchObject({ status: 422, code: "BALANCE_LIMIT" });
    const topUps = await Promise.all(
      Array.from({ length: 4 }, () => shopper.post("/api/points/top-up", { amount: 1_000 })),
    );
    expect(topUps.map(({ status }) => status).sort()).toEqual([201, 422, 422, 422]);
    const { balance, sum } = await walletOf(shopper.id);
    expect([balance, sum]).toEqual([WALLET_LIMIT, WALLET_LIMIT]);
  });
});

describe("a body", () => {
  it.each(["text/plain", "application/x-www-form-urlencoded", "application/jsonp", ""])(
    "is refused as %j",
    async (type) => {
      const shopper = await newShopper(0);
      const answer = await shopper.post("/api/points/top-up", '{"amount":1000}', { "content-type": type });
      expect(answer.body).toMatchObject({ status: 415, code: "UNSUPPORTED_MEDIA_TYPE" });
      expect((await walletOf(shopper.id)).balance).toBe(0);
    },
  );
});

describe("a body where none is needed", () => {
  const claim = async (body: string, type = "application/json") => {
    const coupon = await newCoupon({ totalQuantity: 5 });
    const path = `/api/coupons/${coupon.id}/claim`;
    const answer = await (await newShopper(0)).post(path, body, { "content-type": type });
    const [row] = await database`select issued from coupon_stock where coupon_id = ${coupon.id}`;
    return { answer, issued: row?.["issued"] };
  };

  it.each(["", "{}", " {} ", "null"])("may be %j", async (body) => {
    const { answer, issued } = await claim(body);
    expect([answer.status, issued]).toEqual([201, 1]);
  });

  it.each([
    ['{"quantity":2}', "application/json", "VALIDATION"],
    ['{"__proto__":{}}', "application/json", "VALIDATION"],
    ["[]", "application/json", "VALIDATION"],
    ["1", "application/json", "VALIDATION"],
    ["{", "application/json", "VALIDATION"],
    ["{}", "text/plain", "UNSUPPORTED_MEDIA_TYPE"],
    ["a=b", "application/x-www-form-urlencoded", "UNSUPPORTED_MEDIA_TYPE"],
  ])("%j as %s is refused, and nothing is done", async (body, type, code) => {
    const { answer, issued } = await claim(body, type);
    expect(answer.body).toMatchObject({ code });
    expect(issued).toBe(0);
  });
});

describe("what the caller can't be told", () => {
  const secret = `postgres://lockstep:${randomUUID()}@db`;

  it.each([
    ["an unknown failure", new Error(secret), 500, "INTERNAL"],
    ["a lost answer to COMMIT", new CommitUnknownError({ cause: new Error(secret) }), 503, "OUTCOME_UNKNOWN"],
  ] as const)("of %s stays inside", async (_, error, status, code) => {
    const response = problemResponse(error, "request");
    const text = await response.text();
    expect([response.status, JSON.parse(text).code]).toEqual([status, code]);
    expect(text).not.toContain(secret);
  });
});
