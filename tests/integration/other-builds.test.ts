import { randomBytes } from "node:crypto";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import { shop } from "#tests/support/environment.ts";
import { rawRequest } from "#tests/support/raw-request.ts";
import { database } from "#tests/support/truth.ts";

const paths: string[] = [];

afterEach(() => database`delete from build_files where path = any (${paths})`);
afterAll(() => database.end());

/** A file of a build that another machine serves. */
async function fileOfAnotherBuild(extension: string, text: string): Promise<string> {
  const path = `static/chunks/${randomBytes(8).toString("hex")}.${extension}`;
  await database`insert into build_files (path, body) values (${path}, ${brotliCompressSync(text)})`;
  paths.push(path);
  return `/_next/${path}`;
}

describe("scripts, styles and fonts of another build", () => {
  it("come from every machine, as the browser takes them, to be kept for ever", async () => {
    const script = await fileOfAnotherBuild("js", "globalThis.isOlder = true;");
    const style = await fileOfAnotherBuild("css", "body { color: red }");
    for (const encoding of ["br", "gzip", "identity"]) {
      const answer = await fetch(`${shop.APP_URL}${script}`, { headers: { "accept-encoding": encoding } });
      expect(answer.status, encoding).toBe(200);
      expect(await answer.text()).toBe("globalThis.isOlder = true;");
      expect(answer.headers.get("content-type")).toContain("text/javascript");
      expect(answer.headers.get("cache-control")).toContain("immutable");
    }
    expect((await fetch(`${shop.APP_URL}${style}`)).headers.get("content-type")).toContain("text/css");
  });

  it("are found soon after a machine that is a version ahead has come", async () => {
    const name = randomBytes(8).toString("hex");
    const ask = () => fetch(`${shop.APP_URL}/_next/static/chunks/${name}.js`);
    const early = await ask();
    expect(early.status).toBe(404);
    expect(early.headers.get("cache-control")).not.toContain("immutable");
    paths.push(`static/chunks/${name}.js`);
    await database`insert into build_files (path, body) values (${`static/chunks/${name}.js`}, ${brotliCompressSync("1")})`;
    while ((await ask()).status === 404) {
      // Each process remembers for two seconds that there was none.
    }
  });

  it("are all that a machine has built, once it serves", async () => {
    const own = readdirSync(join(process.env["NEXT_DIST_DIR"] ?? ".next", "static/chunks"));
    const built = own.filter((name) => /\.(?:js|css)$/.test(name)).map((name) => `static/chunks/${name}`);
    const kept = await database<{ path: string }[]>`select path from build_files where path = any (${built})`;
    expect(kept).toHaveLength(built.length);
    expect(built.length).toBeGreaterThan(10);
  });

  it("are nothing but these: no other name is looked up", async () => {
    for (const path of ["static/../server/x.js", "static/chunks/%2e%2e/x.js", "static/chunks/x.html"]) {
      expect(
        (await rawRequest(`GET /_next/${path} HTTP/1.1\r\nhost: shop\r\nconnection: close\r\n\r\n`)).status,
        path,
      ).toBeGreaterThanOrEqual(400);
    }
  });
});
