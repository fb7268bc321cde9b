import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newProduct } from "#tests/support/goods.ts";
import { newShopper } from "#tests/support/people.ts";
import { freePort, RedisServer } from "#tests/support/redis-server.ts";
import { database, stockOf } from "#tests/support/truth.ts";

let next: ChildProcess;
let redis: RedisServer;
let url: string;
let printed = "";
const dataDir = mkdtempSync(join(tmpdir(), "lockstep-next-"));

beforeAll(async () => {
  redis = await RedisServer.start();
  const port = await freePort();
  url = `http://localhost:${port}`;
  const settings = {
    NODE_ENV: "production" as const,
    RATE_LIMIT: "on",
    TRUST_PROXY: "1",
    DATA_DIR: dataDir,
    REDIS_URL: redis.url,
  };
  const env: NodeJS.ProcessEnv = { ...process.env, ...settings };
  for (const name of ["APP_URL", "PORT"]) Reflect.deleteProperty(env, name);
  next = spawn(process.execPath, ["node_modules/next/dist/bin/next", "start", "-p", String(port)], { env });
  for (const stream of [next.stdout, next.stderr]) {
    stream?.on("data", (chunk) => {
      printed += chunk;
    });
  }
  while (!(await fetch(`${url}/api/health/live`).catch(() => null))?.ok) {
    if (next.exitCode !== null) throw new Error(printed);
    await pause(50);
  }
});

afterAll(async () => {
  const gone = once(next, "exit");
  next.kill("SIGKILL");
  await gone;
  await redis.kill();
  rmSync(dataDir, { recursive: true, force: true });
  await database.end();
});

const signIn = (address: string, email: string) =>
  fetch(`${url}/api/auth/sign-in/email`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-forwarded-for": `6.6.6.6, ${address}` },
    body: JSON.stringify({ email, password: "not the password" }),
  });

describe("plain next start", () => {
  it("says loudly what can't work without the supervisor", () => {
    expect(printed).toContain("without its supervisor");
  });

  it("speaks the shopper's language, by address, cookie and browser", async () => {
    const langOf = async (path: string, headers: Record<string, string>) =>
      / lang="(\w+)"/.exec(await (await fetch(`${url}${path}`, { headers })).text())?.[1];
    expect(await langOf("/ko/products", {})).toBe("ko");
    expect(await langOf("/products", { "accept-language": "ko" })).toBe("ko");
    expect(await langOf("/products", { "accept-language": "en" })).toBe("en");
    const remembered = await fetch(`${url}/ko/products`);
    const [cookie = ""] = remembered.headers.getSetCookie().map((line) => line.split(";")[0] ?? "");
    expect(await langOf("/products", { "accept-language": "en", cookie })).toBe("ko");
  });

  it("answers every page with a policy that lets its own scripts run, and the other safety headers", async () => {
    const page = await fetch(`${url}/cart`);
    const policy = page.headers.get("content-security-policy") ?? "";
    const [, nonce = "none"] = /'nonce-([^']+)'/.exec(policy) ?? [];
    expect(await page.text()).toContain(`nonce="${nonce}"`);
    expect((await fetch(`${url}/`)).headers.get("content-security-policy")).toContain("script-src 'self'");
    expect(page.headers.get("x-content-type-options")).toBe("nosniff");
  });

  it("shows who is signed in, and sells", async () => {
    const shopper = await newShopper(10_000);
    const product = await newProduct({ stock: 1, price: 1_000 });
    const home = await fetch(`${url}/`, { headers: { cookie: shopper.session } });
    expect(await home.text()).not.toContain(">Sign in<");
    const bought = await fetch(`${url}/api/checkout`, {
      method: "POST",
      headers: { cookie: shopper.session, "content-type": "application/json" },
      body: JSON.stringify({ items: [{ productId: product.id, quantity: 1 }] }),
    });
    expect(bought.status).toBe(201);
    expect((await stockOf(product.id)).quantity).toBe(0);
  });

  it("limits each caller by the address that the proxy saw, not all together", async () => {
    const many = await Promise.all(
      Array.from({ length: 70 }, (_, index) => signIn(`203.0.113.${index}`, `a${index}@next.test`)),
    );
    expect(many.filter(({ status }) => status === 429)).toHaveLength(0);
    const one = await Promise.all(
      Array.from({ length: 70 }, (_, index) => signIn("198.51.100.1", `b${index}@next.test`)),
    );
    expect(one.filter(({ status }) => status === 429).length).toBeGreaterThan(0);
  });
});
