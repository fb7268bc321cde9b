import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import type { OwnAttempt } from "#app/_api/attempt.ts";
import { callOnce } from "#app/_api/call-once.ts";

const keys: (string | null)[] = [];
let own: OwnAttempt;

const create = (body: object) =>
  callOnce(own, { method: "POST", path: "/api/admin/products", body, schema: z.object({}) });

beforeEach(() => {
  keys.length = 0;
  own = { current: undefined };
  vi.stubGlobal("document", { documentElement: { lang: "en" } });
  vi.stubGlobal("fetch", (_path: string, init: RequestInit) => {
    keys.push(new Headers(init.headers).get("idempotency-key"));
    // The first answer is lost on its way.
    return keys.length === 1 ? Promise.reject(new TypeError("cut")) : Promise.resolve(Response.json({}));
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
});

describe("an idempotent call", () => {
  it("goes under the same key when the same body is sent again", async () => {
    expect(await create({ name: "Ruler" })).toMatchObject({ ok: false, problem: { code: "NETWORK" } });
    expect(await create({ name: "Ruler" })).toMatchObject({ ok: true });
    expect(keys[0]).toMatch(/^[\da-f]{32}$/);
    expect(keys[1]).toBe(keys[0]);
  });

  it("goes under a new key when the body is another one", async () => {
    await create({ name: "Ruler" });
    await create({ name: "Brass ruler" });
    expect(keys[1]).not.toBe(keys[0]);
  });

  it("goes under a new key when the page wants the same again", async () => {
    await create({ name: "Ruler" });
    own.current = undefined;
    await create({ name: "Ruler" });
    expect(keys[1]).not.toBe(keys[0]);
  });
});
