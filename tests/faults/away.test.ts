import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { FaultyShop } from "#tests/support/faults/faulty-shop.ts";
import { newProduct } from "#tests/support/goods.ts";
import { newShopper } from "#tests/support/people.ts";
import { until } from "#tests/support/redis-server.ts";
import { database } from "#tests/support/truth.ts";

let machine: FaultyShop;

beforeAll(async () => {
  machine = await FaultyShop.start(1);
});

afterEach(() => machine.postgres.heal());

afterAll(async () => {
  await machine.stop();
  await database.end();
});

/** Ways in which a database is away. */
const AWAY: Readonly<Record<string, () => void>> = {
  "refuses connections": () => {
    machine.postgres.refuses = true;
    machine.postgres.cutAll();
  },
  "says nothing": () => {
    machine.postgres.silentHandshake = true;
    machine.postgres.silence();
  },
};

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

describe.each(Object.keys(AWAY))("while PostgreSQL %s", (way) => {
  it("every page and route says so, and all is well as soon as it is back", async () => {
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
    AWAY[way]?.();
    for (const [what, asked] of ask()) {
      const answer = await asked;
      const retryAfter = answer.headers.get("retry-after");
      expect({ what, status: answer.status, retries: retryAfter !== null }).toEqual({
        what,
        status: 503,
        retries: true,
      });
    }
    machine.postgres.heal();
    for (const path of ["/api/health/ready", "/"])
      await until(async () => (await fetch(machine.url + path)).status === 200);
    for (const [what, asked] of ask())
      expect({ what, isServed: (await asked).status < 500 }).toEqual({ what, isServed: true });
  });
});
