import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { API_ROUTES } from "#app/api/_http/api-routes.ts";
import { everyOperation } from "#app/api/_operations/every-operation.ts";
import type { AppProcesses } from "#server/app-processes.ts";
import { shop } from "#tests/support/environment.ts";
import { newProduct } from "#tests/support/goods.ts";
import { startProcesses } from "#tests/support/own-processes.ts";
import { newShopper, type Shopper, theAdmin } from "#tests/support/people.ts";

/** What the transport adds by itself, or what is new in every answer. */
const OWN_TO_AN_ANSWER = [
  "connection",
  "content-encoding",
  "content-length",
  "date",
  "idempotency-key",
  "keep-alive",
  "transfer-encoding",
  "vary",
  "x-request-id",
];
/** What differs between two answers alike: ids, instants, numbers used once. */
const CHANGING =
  /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|\d{4}-\d\d-\d\dT[\d:.]+Z| 'nonce-[^']+'|event: position\ndata: .*\n\n/g;

interface Sent {
  readonly method: string;
  readonly path: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

let next: { app: AppProcesses; url: string };
let shopper: Shopper;
let twin: Shopper;
let adminCookie: string;
let productId: string;

beforeAll(async () => {
  next = await startProcesses(1, { API_DOOR: "off" });
  [shopper, twin] = [await newShopper(100_000), await newShopper(100_000)];
  adminCookie = (await theAdmin()).cookie ?? "";
  productId = (await newProduct({ stock: 1_000, price: 1_000 })).id;
});
afterAll(() => next.app.stop());

async function ask(origin: string, { method, path, headers, body }: Sent) {
  const answer = await fetch(new URL(path, origin), {
    method,
    redirect: "manual",
    ...(headers ? { headers } : {}),
    ...(body === undefined ? {} : { body }),
  });
  const text = await answer.text();
  return {
    status: answer.status,
    headers: Object.fromEntries(
      [...answer.headers]
        .filter(([name]) => !OWN_TO_AN_ANSWER.includes(name))
        .map(([name, value]) => [name, value.replaceAll(CHANGING, "")] as const)
        .filter(([, value]) => value !== ""),
    ),
    body: text.replaceAll(CHANGING, ""),
  };
}

/** Asks both doors; what changes something is asked in the name of two shoppers who have the same. */
async function expectParity(sent: Sent, forNext: Sent = sent): Promise<number> {
  const both = async () => [await ask(shop.APP_URL, sent), await ask(next.url, forNext)] as const;
  let [door, through] = await both();
  // Other tests sell meanwhile, which moves what is read.
  for (let tries = 1; tries < 4 && sent.method === "GET" && door.body !== through.body; tries += 1)
    [door, through] = await both();
  expect(through, `${sent.method} ${sent.path}`).toEqual(door);
  return door.status;
}

const json = { "content-type": "application/json" };
const pathOf = (template: string) =>
  template.replace(/\{id\}|\[id\]/, productId).replace(/\{key\}|\[key\]/, "lock%3Aproduct%3Anobody");

describe("the API door and Next answer alike", () => {
  it.each(everyOperation.map((operation) => [operation.id, operation] as const))(
    "%s, whoever asks",
    async (_id, operation) => {
      const path = pathOf(operation.path);
      const method = operation.method.toUpperCase();
      // Each tells of the process that answers.
      if (["readMetrics", "loadProcess"].includes(operation.id)) return;
      await expectParity({ method, path });
      await expectParity({ method, path, headers: { cookie: "better-auth.session_token=forged.value" } });
      if (method === "GET") {
        for (const cookie of [shopper.session, adminCookie])
          await expectParity({ method, path, headers: { cookie } });
        await expectParity({ method, path: `${path}?page=abc&unknown=1`, headers: { cookie: adminCookie } });
        return;
      }
      const signedIn = { cookie: operation.access === "admin" ? adminCookie : shopper.session };
      const hostile: Sent[] = [
        { method, path, headers: { ...signedIn, ...json }, body: "{" },
        { method, path, headers: { ...signedIn, ...json }, body: '{"unknown":1}' },
        { method, path, headers: { ...signedIn, "content-type": "text/plain" }, body: "{}" },
        { method, path, headers: { ...signedIn, ...json }, body: JSON.stringify("x".repeat(70_000)) },
        { method, path, headers: { ...signedIn, ...json, origin: "https://evil.test" }, body: "{}" },
      ];
      for (const sent of operation.body ? hostile : hostile.slice(3)) await expectParity(sent);
    },
  );

  it.each(Object.keys(API_ROUTES))("%s, for every method", async (template) => {
    const path = pathOf(template).replace("[...all]", "get-session").replace("[...path]", "nothing/here");
    for (const method of ["HEAD", "PUT", "OPTIONS", "PATCH", "DELETE"]) {
      await expectParity({
        method,
        path,
        ...(template === "/api/live" ? { path: `${path}?products=a` } : {}),
      });
    }
  });

  it.each([
    ["buys", "/api/checkout", () => ({ items: [{ productId, quantity: 1 }] }), 201],
    [
      "is refused what costs more than its points",
      "/api/checkout",
      () => ({ items: [{ productId, quantity: 500 }] }),
      402,
    ],
    ["tops up", "/api/points/top-up", () => ({ amount: 500 }), 201],
    ["tops up too little", "/api/points/top-up", () => ({ amount: 1 }), 400],
  ])("a shopper %s", async (_what, path, bodyOf, status) => {
    const sent = { method: "POST", path, body: JSON.stringify(bodyOf()) };
    const as = (person: Shopper, key: string) => ({
      ...sent,
      headers: { ...json, cookie: person.session, "idempotency-key": key },
    });
    const [key, other] = [randomUUID(), randomUUID()];
    expect(await expectParity(as(shopper, key), as(twin, other))).toBe(status);
    // The same key again: the kept answer, or the same refusal.
    expect(await expectParity(as(shopper, key), as(twin, other))).toBe(status);
  });

  it("the line's event stream", async () => {
    const sent = {
      method: "POST",
      path: "/api/checkout",
      body: `{"items":[{"productId":"${productId}","quantity":1}]}`,
    };
    const as = (person: Shopper) => ({
      ...sent,
      headers: { ...json, cookie: person.session, accept: "text/event-stream" },
    });
    expect(await expectParity(as(shopper), as(twin))).toBe(200);
  });
});
