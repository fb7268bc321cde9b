import { describe, expect, it } from "vitest";
import { Stack } from "#scripts/stack/stack.ts";
import { AppProcesses } from "#server/app-processes.ts";
import { Caller, visitor } from "#tests/support/api.ts";
import { shop } from "#tests/support/environment.ts";
import { cookieOf } from "#tests/support/people.ts";
import { freePort } from "#tests/support/redis-server.ts";

const DOOR = 'action="/api/demo/sign-in';

describe("the demo shopper", () => {
  it("is anybody who asks, in a shop that brought its own database", async () => {
    const answer = await visitor.send("POST", "/api/demo/sign-in?next=/points");
    expect([answer.status, answer.headers.get("location")]).toEqual([303, "/points"]);
    const demo = new Caller(cookieOf(answer.headers));
    expect((await demo.get("/api/auth/get-session")).body).toMatchObject({
      user: { email: "demo@lockstep.local", role: "shopper" },
    });
    expect((await visitor.get("/sign-in")).body).toContain(DOOR);
  });

  it.each(["//evil.example", "https://evil.example", "/\\evil.example"])("is not led to %s", async (next) => {
    const answer = await visitor.send("POST", `/api/demo/sign-in?next=${encodeURIComponent(next)}`);
    expect(answer.headers.get("location")).toBe("/");
  });

  it("is not made by another site", async () => {
    const answer = await visitor.send("POST", "/api/demo/sign-in", undefined, {
      origin: "https://evil.example",
    });
    expect(answer.body).toMatchObject({ status: 403, code: "CROSS_ORIGIN" });
  });

  it("does not exist in a shop with a database of its owner's", async () => {
    const port = await freePort();
    const stack = new Stack({
      dataDir: shop.DATA_DIR,
      distDir: process.env["NEXT_DIST_DIR"] ?? ".next-test",
      port,
      instances: 1,
      dev: false,
      admin: { email: "", password: "" },
      // Whatever the owner sets, it is the database that tells.
      environment: { ...process.env, EMBEDDED_SERVICES: "1" },
    });
    const app = new AppProcesses(1, stack.environment, () => {});
    const url = `http://localhost:${port}`;
    await app.start(port, url);
    const answer = await fetch(`${url}/api/demo/sign-in`, { method: "POST", redirect: "manual" });
    expect(await answer.json()).toMatchObject({ status: 404, code: "NOT_FOUND" });
    expect(answer.headers.getSetCookie()).toEqual([]);
    expect(await (await fetch(`${url}/sign-in`)).text()).not.toContain(DOOR);
    await app.stop();
  });
});
