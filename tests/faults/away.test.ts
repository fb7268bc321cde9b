import { randomUUID } from "node:crypto";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import { shop } from "#tests/support/environment.ts";
import { FaultyShop } from "#tests/support/faults/faulty-shop.ts";
import { PostgresProxy } from "#tests/support/faults/postgres-proxy.ts";
import { newProduct } from "#tests/support/goods.ts";
import { newShopper } from "#tests/support/people.ts";
import { PgBouncer } from "#tests/support/pgbouncer.ts";
import { until } from "#tests/support/redis-server.ts";
import { database } from "#tests/support/truth.ts";

interface Scene {
  readonly machine: FaultyShop;
  /** Stands right before PostgreSQL. */
  readonly proxy: PostgresProxy;
}

const ends: (() => unknown)[] = [];

/** How the shop reaches PostgreSQL. */
const PLACES: Readonly<Record<string, () => Promise<Scene>>> = {
  PostgreSQL: async () => {
    const machine = await FaultyShop.start(1);
    ends.push(() => machine.stop());
    return { machine, proxy: machine.postgres };
  },
  "PostgreSQL behind PgBouncer": async () => {
    const proxy = await PostgresProxy.start(shop.DATABASE_URL);
    ends.push(() => proxy.stop());
    // It asks a server that was away again after this; a quarter of a minute by itself.
    const bouncer = await PgBouncer.start(proxy.url, 12, "server_login_retry = 1");
    ends.push(() => bouncer.stop());
    const machine = await FaultyShop.start(1, { databaseUrl: bouncer.url });
    ends.push(() => machine.stop());
    return { machine, proxy };
  },
};

afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

afterAll(() => database.end());

/** Ways in which a database is away. */
const AWAY: Readonly<Record<string, (proxy: PostgresProxy) => void>> = {
  "refuses connections": (proxy) => {
    proxy.refuses = true;
    proxy.cutAll();
  },
  "says nothing": (proxy) => {
    proxy.silentHandshake = true;
    proxy.silence();
  },
};

/** A silence is waited out, which takes half a minute: behind PgBouncer, where it is the same to the shop, with --long. */
const isLong = process.env["TEST_LONG"] === "1";
const CASES = Object.keys(PLACES).flatMap((place) =>
  Object.keys(AWAY)
    .filter((way) => isLong || place === "PostgreSQL" || way === "refuses connections")
    .map((way) => [place, way] as const),
);

const PAGES = [
  "/",
  "/products",
  "/coupons",
  "/cart",
  "/orders",
  "/points",
  "/account",
  "/sign-in",
  "/sign-up",
  "/ko",
];

describe.each(CASES)("while %s %s", (place, way) => {
  it("every page and route says so, and all is well as soon as it is back", async () => {
    const scene = await PLACES[place]?.();
    if (!scene) throw new Error(place);
    const { machine, proxy } = scene;
    const shopper = await newShopper(1_000);
    const product = await newProduct({ stock: 5 });
    const headers = { cookie: shopper.session, "content-type": "application/json" };
    const post = (path: string, body: unknown) =>
      fetch(machine.url + path, { method: "POST", headers, body: JSON.stringify(body) });
    const person = { name: "Kim", email: `${randomUUID()}@away.test`, password: "a long password" };
    const ask = () => [
      ...PAGES.map((path) => [path, fetch(machine.url + path, { headers, redirect: "manual" })] as const),
      ["list", fetch(`${machine.url}/api/products`)] as const,
      ["balance", fetch(`${machine.url}/api/points`, { headers })] as const,
      ["checkout", post("/api/checkout", { items: [{ productId: product.id, quantity: 1 }] })] as const,
      ["sign-in", post("/api/auth/sign-in/email", person)] as const,
      ["sign-up", post("/api/auth/sign-up/email", person)] as const,
      ["ready", fetch(`${machine.url}/api/health/ready`)] as const,
    ];
    AWAY[way]?.(proxy);
    for (const [what, asked] of ask()) {
      const answer = await asked;
      const retryAfter = answer.headers.get("retry-after");
      expect({ what, status: answer.status, retries: retryAfter !== null }).toEqual({
        what,
        status: 503,
        retries: true,
      });
    }
    proxy.heal();
    for (const path of ["/api/health/ready", "/"])
      await until(async () => (await fetch(machine.url + path)).status === 200);
    for (const [what, asked] of ask()) {
      const { status } = await asked;
      expect({ what, isServed: status < 500 }).toEqual({ what, isServed: true });
      if (what === "checkout") expect(status).toBe(201);
    }
  });
});
