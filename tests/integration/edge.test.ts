import { describe, expect, it } from "vitest";
import { visitor } from "#tests/support/api.ts";
import { rawRequest } from "#tests/support/raw-request.ts";

const ask = (line: string, headers: readonly string[] = [], body?: Iterable<Buffer>) =>
  rawRequest(
    [`${line} HTTP/1.1`, "Host: localhost", "Connection: close", ...headers, "", ""].join("\r\n"),
    body,
  );

const problem = (code: string) => expect.stringContaining(`"code":"${code}"`);

describe("an address that can't be decoded", () => {
  it.each([
    "/%",
    "/products/%zz",
    "/products/%E0%A4%A",
    "/products/%ED%A0%80",
    "/orders/%C0%AF",
    "/admin/products/%",
  ])("%s is a 400 for people", async (path) => {
    const answer = await visitor.get(path, { accept: "text/html", "accept-language": "ko" });
    expect(answer.status).toBe(400);
    expect(answer.body).toContain("읽을 수 없는 주소예요</h1>");
  });

  it.each([
    "/api/products/%zz",
    "/api/orders/%00",
    "/api/coupons/%E0%A4%A/claim",
    "/og/en/%00",
    "/products/%0A",
    "/%00",
  ])("%s is a 400 for callers", async (path) => {
    expect(await ask(`GET ${path}`)).toMatchObject({ status: 400, body: problem("VALIDATION") });
  });

  it("is told from one that is only unknown", async () => {
    for (const path of ["/products/%25", "/products/100%25-wool", "/products/%ED%95%9C%EA%B8%80"])
      expect((await visitor.get(path)).status).toBe(404);
    expect((await visitor.get("/api/products/%25")).body).toMatchObject({ code: "PRODUCT_NOT_FOUND" });
  });
});

describe("a target that is no path", () => {
  it("is refused, but OPTIONS may ask about the whole shop", async () => {
    for (const method of ["GET", "HEAD", "POST", "DELETE"])
      expect(await ask(`${method} *`)).toMatchObject({ status: 400 });
    const answer = await ask("OPTIONS *");
    expect(answer.status).toBe(204);
    expect(answer.headers.get("allow")).toContain("GET");
  });

  it("is a path where the whole address is named, as to a proxy", async () => {
    expect(await ask("GET http://elsewhere.test/api/health/live?x=1")).toMatchObject({ status: 200 });
    expect(await ask("GET https://elsewhere.test")).toMatchObject({ status: 200 });
  });
});

describe("the optimizer of pictures, which the shop does not use", () => {
  it.each([
    "",
    "?url=/%",
    "?url=%2Ficon.svg&w=64&q=75",
    "?url=https%3A%2F%2Fexample.com%2Fa.png&w=64&q=75",
    "?url=%2F%2Fevil.test%2Fa.png&w=640&q=1",
    "?url=%00&w=-1&q=x",
    "?url=%2F_next%2Fimage%3Furl%3D%2Fa.png&w=64&q=75",
    "?w=99999999999&q=75&url=%2Fapi%2Fhealth%2Flive",
  ])("is closed: %s", async (query) => {
    for (const method of ["GET", "HEAD"]) {
      const answer = await ask(`${method} /_next/image${query}`);
      expect(answer.status).toBe(404);
    }
    expect((await ask(`POST /_next/image${query}`)).status).toBe(405);
  });
});

describe("a method that an address lacks", () => {
  it.each([
    ["TRACE", "/products"],
    ["TRACE", "/api/products"],
    ["PUT", "/products"],
    ["DELETE", "/"],
    ["PROPFIND", "/products"],
    ["POST", "/og/en"],
    ["POST", "/robots.txt"],
    ["POST", "/reminder/x"],
    ["CONNECT", "localhost:80"],
    ["CONNECT", "/products"],
    ["PATCH", "/_next/static/x.js"],
  ])("%s of %s is a 405 that names the others", async (method, path) => {
    const answer = await ask(`${method} ${path}`, ["Content-Length: 0"]);
    expect(answer).toMatchObject({ status: 405, body: problem("METHOD_NOT_ALLOWED") });
    expect(answer.headers.get("allow")).toContain("GET");
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
  });
});

const FORM = "Content-Type: application/x-www-form-urlencoded";

describe("a body", () => {
  const targets = [
    "/language",
    "/cart",
    "/products",
    "/api/checkout",
    "/api/auth/sign-out",
    "/api/demo/sign-in",
  ];

  it.concurrent.each(targets)("over 64 KiB is refused before POST %s reads it", async (path) => {
    const answer = await ask(`POST ${path}`, [FORM, "Content-Length: 314572800"], [Buffer.from("locale=")]);
    expect(answer).toMatchObject({ status: 413, body: problem("BODY_TOO_LARGE") });
  });

  it.concurrent.each(targets)(
    "that never says how long it is is read no further by POST %s",
    async (path) => {
      let sent = 0;
      function* endless() {
        for (; sent < 300 * 1024 * 1024; sent += 32_768)
          yield Buffer.from(`8000\r\n${"a".repeat(32_768)}\r\n`);
      }
      const answer = await ask(`POST ${path}`, [FORM, "Transfer-Encoding: chunked"], endless());
      expect(answer).toMatchObject({ status: 413, body: problem("BODY_TOO_LARGE") });
      expect(sent).toBeLessThan(20 * 1024 * 1024);
    },
  );

  it.each([
    ["Content-Encoding: gzip", 415],
    ["Content-Encoding: br", 415],
    ["Content-Encoding: identity", 401],
    ["Transfer-Encoding: gzip, chunked", 400],
  ])("that comes by %s is answered with %d, whatever stands in it", async (header, status) => {
    const isChunked = header.startsWith("Transfer");
    const body = isChunked ? 'e\r\n{"amount":100}\r\n0\r\n\r\n' : '{"amount":100}';
    const length = isChunked ? [] : ["Content-Length: 14"];
    const headers = ["Content-Type: application/json", header, ...length];
    const answer = await ask("POST /api/points/top-up", headers, [Buffer.from(body)]);
    expect(answer.status).toBe(status);
  });

  it.concurrent.each([...targets, "/api/points/top-up"])(
    "over 64 KiB that POST %s asks for leave to send is refused without it",
    async (path) => {
      const headers = [FORM, "Content-Length: 70000", "Expect: 100-continue"];
      const answer = await ask(`POST ${path}`, headers);
      expect(answer).toMatchObject({ status: 413, body: problem("BODY_TOO_LARGE") });
      expect(answer.headers.get("connection")).toBe("close");
    },
  );

  it.each([
    ["POST /api/checkout", "Origin: https://evil.test", 403],
    ["POST /api/products/%zz", "X-A: b", 400],
    ["PUT /products", "X-A: b", 405],
    ["POST /api/checkout", "Content-Encoding: gzip", 415],
  ])("that %s with %s asks for leave to send is refused with %s", async (line, header, status) => {
    const answer = await ask(line, [header, "Content-Length: 14", "Expect: 100-continue"]);
    expect(answer.status).toBe(status);
  });

  it("of a size that may be is asked for, then read", async () => {
    const headers = ["Content-Type: application/json", "Content-Length: 14", "Expect: 100-continue"];
    for (const method of ["POST", "PUT"]) {
      const answer = await ask(`${method} /api/points/top-up`, headers, [Buffer.from('{"amount":100}')]);
      expect(answer.status).toBe(100);
      expect(answer.body).toContain(method === "POST" ? "HTTP/1.1 401" : "HTTP/1.1 405");
    }
  });

  it("in pieces is read as one of known length", async () => {
    const pieces = [Buffer.from("3\r\nloc\r\n"), Buffer.from("6\r\nale=ko\r\n0\r\n\r\n")];
    const answer = await ask("POST /language", [FORM, "Transfer-Encoding: chunked"], pieces);
    expect(answer.status).toBe(303);
    expect(answer.headers.get("set-cookie")).toMatch(/^locale=ko;/);
  });
});

describe("an offer of another protocol", () => {
  it.each(["/api/health/live", "/products", "/api/products/%zz"])("is passed over by %s", async (path) => {
    const offer = ["Connection: Upgrade, HTTP2-Settings", "Upgrade: h2c", "HTTP2-Settings: AAMAAABkAAQAAP__"];
    const lines = [`GET ${path} HTTP/1.1`, "Host: localhost", ...offer, "", ""];
    // Next listens for such offers from its first page on.
    await Promise.all(Array.from({ length: 8 }, () => ask("GET /products")));
    const answer = await rawRequest(lines.join("\r\n"));
    expect(answer.status).toBe(path.includes("%") ? 400 : 200);
    expect(answer.headers.get("connection")).toBe("close");
  });
});

describe("the key of a request that comes no further than the door", () => {
  const refuse = (...headers: string[]) =>
    ask("POST /api/checkout", ["Content-Type: application/json", "Content-Length: 0", ...headers]);

  it("is told: the caller's own, or one that is made", async () => {
    const foreign = "Origin: http://evil.test";
    const own = await refuse(foreign, "Idempotency-Key: mine");
    expect([own.status, own.headers.get("idempotency-key")]).toEqual([403, "mine"]);
    const made = await refuse(foreign);
    expect(made.headers.get("idempotency-key")).toMatch(/^[\w-]{36}$/);
    const none = await refuse(foreign, "Idempotency-Key: not one");
    expect([none.status, none.headers.get("idempotency-key")]).toEqual([403, undefined]);
  });
});

describe("a header that Next would fail on", () => {
  it.each(
    ["garbage", "%", "null", "%5B%22%22%2C%5B%5D%5D", "%5B".repeat(5_000), "x".repeat(50_000)].map((tree) => [
      tree,
    ]),
  )("Next-Router-State-Tree: %.20s is refused", async (tree) => {
    for (const path of ["/products", "/", "/cart"]) {
      const answer = await ask(`GET ${path}`, ["RSC: 1", `Next-Router-State-Tree: ${tree}`]);
      expect([400, 431]).toContain(answer.status);
    }
  });

  it("is taken as Next's own router sends it", async () => {
    const page = ["__PAGE__", {}, null, null];
    const tree = [
      "",
      { children: ["(shop)", { children: ["products", { children: page }] }] },
      null,
      null,
      16,
    ];
    const header = `Next-Router-State-Tree: ${encodeURIComponent(JSON.stringify(tree))}`;
    const answer = await ask("GET /coupons?_rsc=x", ["RSC: 1", header]);
    expect([200, 307]).toContain(answer.status);
  });

  it.each(["Host: [", "Host: a/b", "X-Host: localhost", "Host: localhost\r\nhost: evil.test"])(
    "%j is refused, as it names no host or two",
    async (line) => {
      for (const path of ["/products", "/api/products"]) {
        const answer = await rawRequest(`GET ${path} HTTP/1.1\r\n${line}\r\nConnection: close\r\n\r\n`);
        expect(answer).toMatchObject({ status: 400, body: problem("VALIDATION") });
      }
    },
  );

  it("an expectation that nobody meets is a 417", async () => {
    const answer = await ask("GET /api/products", ["Expect: banana"]);
    expect(answer).toMatchObject({ status: 417, body: problem("VALIDATION") });
  });
});
