import { createServer } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { newProduct } from "#tests/support/goods.ts";
import { startProcesses } from "#tests/support/own-processes.ts";
import { newShoppers } from "#tests/support/people.ts";
import { freePort, RedisServer } from "#tests/support/redis-server.ts";
import { database } from "#tests/support/truth.ts";

const Value = z.object({ stringValue: z.string().optional(), intValue: z.string().optional() });
const Span = z.object({
  traceId: z.string().regex(/^[\da-f]{32}$/),
  spanId: z.string().regex(/^[\da-f]{16}$/),
  parentSpanId: z.string().optional(),
  name: z.string(),
  startTimeUnixNano: z.string().regex(/^\d{19}$/),
  endTimeUnixNano: z.string().regex(/^\d{19}$/),
  attributes: z.array(z.object({ key: z.string(), value: Value })),
});
const Export = z.object({
  resourceSpans: z.array(z.object({ scopeSpans: z.array(z.object({ spans: z.array(Span) })) })),
});

/** A collector of the test's own, which keeps what it is sent. */
const spans: z.infer<typeof Span>[] = [];
const asked: unknown[][] = [];
const collector = createServer((request, response) => {
  let text = "";
  request.setEncoding("utf8").on("data", (part: string) => {
    text += part;
  });
  request.on("end", () => {
    asked.push([request.url, request.headers["x-tenant"], request.headers.authorization]);
    for (const { scopeSpans } of Export.parse(JSON.parse(text)).resourceSpans)
      for (const scope of scopeSpans) spans.push(...scope.spans);
    response.end("{}");
  });
});
const port = await freePort();
collector.listen(port, "127.0.0.1");
const redis = await RedisServer.start();
const { app, url } = await startProcesses(1, {
  OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}`,
  // The first value is encoded by nobody.
  OTEL_EXPORTER_OTLP_HEADERS: "x-tenant=100%, authorization=Basic%20abc=",
  REDIS_URL: redis.url,
});

afterAll(async () => {
  await app.stop();
  collector.close();
  await redis.kill();
  await database.end();
});

const PARTS = ["session", "gate", "waiting", "lock", "transaction", "release"];
const CALLER = { traceId: "0af7651916cd43dd8448eb211c80319c", spanId: "b7ad6b7169203331" };

async function buy(cookie: string, productId: string, headers = {}) {
  const answer = await fetch(`${url}/api/checkout`, {
    method: "POST",
    headers: { cookie, "content-type": "application/json", ...headers },
    body: JSON.stringify({ items: [{ productId, quantity: 1 }] }),
  });
  expect(answer.status).toBe(201);
  return answer.headers.get("x-request-id");
}

const rootsOf = (requestIds: readonly (string | null)[]) =>
  spans.filter(({ attributes }) =>
    attributes.some(
      ({ key, value }) => key === "lockstep.request_id" && requestIds.includes(value.stringValue ?? ""),
    ),
  );

describe("the trace of a checkout", () => {
  it("shows session, gate, waiting, lock, transaction and release, for each of many that share a turn", async () => {
    const product = await newProduct({ stock: 20, price: 1_000 });
    const shoppers = await newShoppers(20, 10_000);
    const ids = await Promise.all(shoppers.map(({ session }) => buy(session, product.id)));
    while (rootsOf(ids).length < 20) await pause(50);
    expect(asked[0]).toEqual(["/v1/traces", "100%", "Basic abc="]);
    for (const root of rootsOf(ids)) {
      const parts = spans.filter(({ parentSpanId }) => parentSpanId === root.spanId);
      expect(parts.map(({ name }) => name).sort()).toEqual(PARTS.toSorted());
      for (const part of parts) {
        expect(part.traceId).toBe(root.traceId);
        expect(part.startTimeUnixNano >= root.startTimeUnixNano).toBe(true);
        expect(part.endTimeUnixNano <= root.endTimeUnixNano).toBe(true);
      }
      const facts = Object.fromEntries(root.attributes.map(({ key, value }) => [key, value]));
      expect(facts["http.response.status_code"]).toEqual({ intValue: "201" });
      expect(shoppers.map(({ id }) => id)).toContain(facts["enduser.id"]?.stringValue);
    }
  });

  it("goes on with the caller's trace, and leaves out one that the caller does not keep", async () => {
    const product = await newProduct({ stock: 20, price: 1_000 });
    const [shopper] = await newShoppers(1, 10_000);
    const { traceId, spanId } = CALLER;
    const session = shopper?.session ?? "";
    const left = await buy(session, product.id, { traceparent: `00-${traceId}-${spanId}-00` });
    const kept = await buy(session, product.id, { traceparent: `00-${traceId}-${spanId}-01` });
    while (rootsOf([kept]).length === 0) await pause(50);
    expect(rootsOf([kept])).toMatchObject([{ traceId, parentSpanId: spanId }]);
    expect(rootsOf([left])).toEqual([]);
  });

  it("costs nobody a request while the collector is away", async () => {
    const product = await newProduct({ stock: 20, price: 1_000 });
    const [shopper] = await newShoppers(1, 10_000);
    collector.close();
    collector.closeAllConnections();
    await buy(shopper?.session ?? "", product.id);
    await pause(1_200);
    await buy(shopper?.session ?? "", product.id);
  });
});
