import { describe, expect, it } from "vitest";
import { problemResponse } from "#app/api/_http/problem.ts";
import { LockLostError } from "#lib/lock/errors.ts";

describe("a failure of the lock", () => {
  it("is known by its code, also from another copy of the module, as bundlers make them", async () => {
    const copy: typeof import("#lib/lock/errors.ts") = await import(
      /* @vite-ignore */ `${new URL("../../lib/lock/errors.ts", import.meta.url).pathname}?copy`
    );
    const lost = new copy.LockLostError(["k"], 1n);
    expect(lost).not.toBeInstanceOf(LockLostError);
    const failures = [
      [lost, 503, "UNAVAILABLE"],
      [new copy.LockUnavailableError(["k"], "away"), 503, "UNAVAILABLE"],
      [new copy.LockTimeoutError(["k"], 1, 1, null), 503, "LOCK_TIMEOUT"],
    ] as const;
    for (const [error, status, code] of failures) {
      const response = problemResponse(error, "request");
      expect(response.status).toBe(status);
      expect(response.headers.get("retry-after")).toMatch(/^[0-9]+$/);
      expect(await response.json()).toMatchObject({ code });
    }
  });
});
