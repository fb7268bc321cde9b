import { randomUUID } from "node:crypto";
import { afterAll, describe, expect, it, vi } from "vitest";

// The tests' shop runs without limits; this process has them.
process.env["RATE_LIMIT"] = "on";

const loaded: (() => Promise<void>)[] = [];

/** The limits as another process has them: loaded anew, with a connection of its own. */
async function limitsOfAProcess() {
  vi.resetModules();
  vi.stubGlobal("lockstepRedis", undefined);
  const [{ countTry }, { closeRedis }] = await Promise.all([
    import("#lib/rate-limit/limits.ts"),
    import("#lib/redis/client.ts"),
  ]);
  loaded.push(closeRedis);
  return countTry;
}

afterAll(() => Promise.all(loaded.map((close) => close())));

describe("a limit", () => {
  it("counts a shopper's tries over all processes, and says when to come back", async () => {
    const shopper = randomUUID();
    const [one, two] = [await limitsOfAProcess(), await limitsOfAProcess()];
    for (let count = 0; count < 60; count += 1) {
      await one("mutation", shopper);
      await two("mutation", shopper);
    }
    for (const countTry of [one, two]) {
      const refusal = await countTry("mutation", shopper).catch((error: unknown) => error);
      expect(refusal).toMatchObject({ code: "RATE_LIMITED", facts: { retryAfter: expect.any(Number) } });
    }
    await one("mutation", randomUUID());
    await one("signIn", shopper);
  });
});
