import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { SharedReads } from "#server/shared-reads.ts";
import { allAtOnce, visitor } from "#tests/support/api.ts";
import { AppDoor, textOf } from "#tests/support/app-door.ts";
import { shop } from "#tests/support/environment.ts";
import { newProduct } from "#tests/support/goods.ts";
import { newShopper } from "#tests/support/people.ts";
import { database } from "#tests/support/truth.ts";

/** A handler whose readings begin and end when the test says so, each with a number of its own. */
class Readings {
  begun = 0;
  readonly #ends: (() => void)[] = [];

  readonly handler = Object.assign(
    async (): Promise<Response> => {
      this.begun += 1;
      const reading = this.begun;
      await new Promise<void>((resolve) => this.#ends.push(resolve));
      return Response.json({ reading, text: "x".repeat(2_000) });
    },
    { shared: { operation: "readThings", sharing: "at-once" as const } },
  );

  endNext(): void {
    this.#ends.shift()?.();
  }
}

const ownOnly = async (): Promise<Response> => new Response("mine");

let server: Server;
let url: string;
let readings: Readings;
let asked = 0;
let visible: () => Promise<string>;
let rowsRead = 0;

beforeAll(async () => {
  readings = new Readings();
  const readRows = async () => {
    rowsRead += 1;
    return Response.json({ reading: rowsRead });
  };
  const routes = {
    "/api/things": { GET: readings.handler },
    "/api/rows": {
      GET: Object.assign(readRows, { shared: { operation: "readRows", sharing: "until-commit" as const } }),
    },
    "/api/refused": {
      GET: Object.assign(async () => new Response(null, { status: 503 }), {
        shared: { operation: "refuse", sharing: "at-once" as const },
      }),
    },
    "/api/own": { GET: ownOnly },
  };
  const shared = new SharedReads(routes, () => visible());
  server = createServer((request, response) => {
    asked += 1;
    const usual = () => response.writeHead(299).end("the usual way");
    if (!shared.serve(request, response, usual)) usual();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.close();
  server.closeAllConnections();
  return database.end();
});

const readingOf = async (path: string, headers: Record<string, string> = {}) => {
  const door = new AppDoor(url);
  const answer = await door.ask(path, { headers: { "accept-encoding": "identity", ...headers } });
  const { reading } = JSON.parse(await textOf(answer));
  door.close();
  return { reading, id: answer.headers["x-request-id"] };
};

const untilAsked = (count: number) => expect.poll(() => asked).toBe(count);

describe("a reading that is shared", () => {
  it("serves who asked before it began, and nobody who asked after", async () => {
    const first = readingOf("/api/things");
    await expect.poll(() => readings.begun).toBe(1);
    const before = asked;
    const late = Promise.all(Array.from({ length: 20 }, () => readingOf("/api/things")));
    await untilAsked(before + 20);
    expect(readings.begun).toBe(1);
    readings.endNext();
    expect((await first).reading).toBe(1);
    await expect.poll(() => readings.begun).toBe(2);
    readings.endNext();
    const answers = await late;
    expect(answers.map(({ reading }) => reading)).toEqual(Array(20).fill(2));
    expect(new Set(answers.map(({ id }) => id)).size).toBe(20);
    expect(readings.begun).toBe(2);
  });

  it("of rows serves also who asks later, as long as the same rows are visible", async () => {
    visible = async () => "10:12:10";
    const first = await readingOf("/api/rows");
    expect((await readingOf("/api/rows")).reading).toBe(first.reading);
    // The transaction that was in progress has ended.
    visible = async () => "12:12:";
    const second = await readingOf("/api/rows");
    expect(second.reading).toBe(first.reading + 1);
    expect((await readingOf("/api/rows")).reading).toBe(second.reading);
    visible = () => Promise.reject(new Error("nobody says"));
    expect((await readingOf("/api/rows")).reading).toBe(second.reading + 1);
    expect((await readingOf("/api/rows")).reading).toBe(second.reading + 2);
  });

  it("is of one address and one language", async () => {
    const [begun, before] = [readings.begun, asked];
    const asking = Promise.all([
      readingOf("/api/things?page=1"),
      readingOf("/api/things?page=2"),
      readingOf("/api/things?page=1", { "accept-language": "ko" }),
    ]);
    await untilAsked(before + 3);
    await expect.poll(() => readings.begun).toBe(begun + 3);
    for (let count = 0; count < 3; count += 1) readings.endNext();
    expect(new Set((await asking).map(({ reading }) => reading)).size).toBe(3);
  });

  it.each([
    ["another operation", "/api/own", {}],
    ["an address with escapes", "/api/things?q=%ea%b0%80", {}],
    ["an address that is none", "/api//things", {}],
    ["a path that is not there", "/api/nothing", {}],
    ["a body", "/api/things", { "content-length": "2" }],
    ["a host that is none", "/api/things", { host: "a b" }],
    ["an answer that is no 200", "/api/refused", {}],
  ])("is not for %s, which goes the usual way", async (_what, path, headers) => {
    const door = new AppDoor(url);
    const begun = readings.begun;
    const answer = await door.ask(path, { headers });
    expect(answer.statusCode).toBe(299);
    expect(readings.begun).toBe(begun);
    door.close();
  });
});

describe("the shop's lists", () => {
  it("show a purchase to whoever asks after it, though many ask all the time", async () => {
    const product = await newProduct({ stock: 12, price: 1 });
    const shopper = await newShopper(100);
    let goesOn = true;
    const path = `/api/products/${product.id}`;
    const crowd = allAtOnce(Array.from({ length: 20 }), async () => {
      while (goesOn) await visitor.get(path);
    });
    for (let left = 11; left >= 0; left -= 1) {
      const { status } = await shopper.post("/api/checkout", {
        items: [{ productId: product.id, quantity: 1 }],
      });
      expect(status).toBe(201);
      expect((await visitor.get(path)).body).toMatchObject({ stock: left });
    }
    goesOn = false;
    await crowd;
  });

  it("show a change whose transaction had begun before the last reading", async () => {
    const product = await newProduct({ stock: 3, price: 10 });
    const path = `/api/products/${product.id}`;
    await database.begin(async (tx) => {
      await tx`update products set price = 20 where id = ${product.id}`;
      for (let count = 0; count < 4; count += 1)
        expect((await visitor.get(path)).body).toMatchObject({ price: 10 });
    });
    for (let count = 0; count < 4; count += 1)
      expect((await visitor.get(path)).body).toMatchObject({ price: 20 });
  });

  it("go compressed to who takes that, each with an id of its own", async () => {
    const answers = await allAtOnce(Array.from({ length: 8 }), () =>
      fetch(new URL("/api/products?pageSize=20", shop.APP_URL), { headers: { "accept-encoding": "br" } }),
    );
    expect(answers.map(({ headers }) => headers.get("content-encoding"))).toEqual(Array(8).fill("br"));
    expect(new Set(answers.map(({ headers }) => headers.get("x-request-id"))).size).toBe(8);
    const plain = await visitor.get("/api/products?pageSize=20");
    for (const answer of answers) expect(await answer.json()).toEqual(plain.body);
  });
});
