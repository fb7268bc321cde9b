import { once } from "node:events";
import { readFileSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { Agent, request } from "undici";
import { afterEach, describe, expect, it } from "vitest";
import { AppDoor, textOf } from "#tests/support/app-door.ts";
import { shop } from "#tests/support/environment.ts";
import { startProcesses } from "#tests/support/own-processes.ts";

const ends: (() => Promise<void> | void)[] = [];

afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function ownShop(count: number) {
  const own = await startProcesses(count);
  ends.push(() => own.app.stop());
  // The shop is up as soon as one of them is.
  while (own.app.readyPids.length < count) await pause(20);
  return own;
}

/**
 * Asks again and again until it is told to stop; answers what came. Each time on a new connection; or, with a rest
 * between two, on one that is kept as long as the server keeps it.
 */
function keepAsking(url: string, path: string, { restMs }: { readonly restMs?: number } = {}) {
  let goesOn = true;
  const counts = { answered: 0, failed: [] as string[] };
  const dispatcher = restMs === undefined ? undefined : new Agent({ connections: 1, pipelining: 1 });
  const headers: Record<string, string> = dispatcher ? {} : { connection: "close" };
  const ask = async () => {
    while (goesOn) {
      if (restMs) await pause(restMs);
      await request(`${url}${path}`, { headers, ...(dispatcher ? { dispatcher } : {}) }).then(
        async ({ statusCode, body }) => {
          await body.text();
          if (statusCode === 200) counts.answered += 1;
          else counts.failed.push(String(statusCode));
        },
        (error: Error) => counts.failed.push(error.message),
      );
    }
  };
  const asking = Promise.all(Array.from({ length: dispatcher ? 1 : 8 }, ask));
  return async () => {
    goesOn = false;
    await asking;
    await dispatcher?.close();
    return counts;
  };
}

/** A request on a connection of its own that is said bit by bit. */
class SlowRequest {
  readonly #socket: Socket;
  #heard = "";

  constructor(url: string) {
    this.#socket = connect(Number(new URL(url).port), "localhost");
    this.#socket.setEncoding("utf8").on("data", (text: string) => {
      this.#heard += text;
    });
    // A connection that breaks shows as an answer that is not there.
    this.#socket.on("error", () => {});
  }

  say(text: string): Promise<void> {
    return new Promise((resolve) => this.#socket.write(text, () => resolve()));
  }

  /** The answer to what has been said and this; both ask for the end of the connection. */
  async answerTo(rest: string): Promise<string> {
    const isClosed = this.#socket.closed;
    const closed = new Promise((resolve) => this.#socket.once("close", resolve));
    this.#socket.write(rest);
    if (!isClosed) await closed;
    return this.#heard;
  }
}

describe("a process that hangs", () => {
  it("gets no connection, and is replaced", async () => {
    const { app, url } = await ownShop(2);
    const [hung = 0] = app.pids;
    process.kill(hung, "SIGSTOP");
    // The signal is on its way for a moment, in which the process can still take a connection.
    while (!/^State:\s*T/m.test(readFileSync(`/proc/${hung}/status`, "utf8"))) await pause(1);
    for (let count = 0; count < 20; count += 1) {
      // A connection of its own: `fetch` keeps the one by which the start was watched, maybe to the hung one.
      const door = new AppDoor(url);
      const answer = await door.ask("/api/products");
      await textOf(answer);
      door.close();
      expect(answer.statusCode).toBe(200);
    }
    while (app.pids.includes(hung)) await pause(20);
    while (app.pids.length < 2) await pause(20);
  });
});

describe("a shop under load", () => {
  it("replaces all its processes without one failed request", async () => {
    const { app, url } = await ownShop(2);
    const before = app.pids;
    const done = keepAsking(url, "/api/products?pageSize=1");
    await app.reload();
    const { answered, failed } = await done();
    expect(failed).toEqual([]);
    expect(answered).toBeGreaterThan(20);
    expect(app.pids.filter((pid) => before.includes(pid))).toEqual([]);
    expect(app.pids).toHaveLength(2);
  });

  it("finishes what is half asked, slowly sent, streamed and asked in a rhythm while it replaces them", async () => {
    const { app, url } = await ownShop(2);
    const before = app.readyPids;
    const people = Array.from({ length: 6 }, () => ({
      halfAsked: new SlowRequest(url),
      sending: new SlowRequest(url),
      stream: fetch(`${url}/api/live?popular=today`).then(async (answer) => ({
        status: answer.status,
        text: await answer.text(),
      })),
    }));
    const asking = people.map(() => keepAsking(url, "/api/products?pageSize=1", { restMs: 300 }));
    for (const { halfAsked, sending } of people) {
      await halfAsked.say("GET /api/products?pageSize=1 HTTP/1.1\r\nHost: loc");
      await sending.say(
        "POST /api/checkout HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: 200\r\n\r\n{",
      );
    }
    const reloaded = app.reload();
    while (app.readyPids.every((pid) => before.includes(pid))) await pause(20);
    // The first of the old ones leaves now: it waits for them, and so does the second one after it.
    for (let count = 0; count < 10; count += 1) {
      await Promise.all(people.map(({ sending }) => sending.say(" ")));
      await pause(50);
    }
    const rest = `"items":[]}`.padEnd(189);
    const answers = people.flatMap(({ halfAsked, sending }) => [
      halfAsked.answerTo("alhost\r\nConnection: close\r\n\r\n"),
      sending.answerTo(rest),
    ]);
    // What was slowly sent is read to its end, and refused for what it is: nobody has signed in.
    const wanted = people.flatMap(() => ["HTTP/1.1 200 OK", "HTTP/1.1 401 Unauthorized"]);
    expect((await Promise.all(answers)).map((answer) => answer.split("\r\n")[0])).toEqual(wanted);
    await reloaded;
    for (const { stream } of people) {
      const { status, text } = await stream;
      expect(status).toBe(200);
      expect(text).toContain("event: snapshot");
    }
    for (const done of asking) expect((await done()).failed).toEqual([]);
  });

  it("says that it is not ready before it stops, and until then answers everybody", async () => {
    const { app, url } = await startProcesses(2);
    const kept = new AppDoor(url);
    await textOf(await kept.ask("/api/products?pageSize=1"));
    const done = keepAsking(url, "/api/products?pageSize=1");
    const stopped = app.stop();
    let saidSo = false;
    while (!saidSo) saidSo = (await fetch(`${url}/api/health/ready`)).status === 503;
    // Whoever asks now may still come in; the port closes a moment later.
    const asked = done();
    const last = await kept.ask("/api/products?pageSize=1");
    expect(last.statusCode).toBe(200);
    expect(last.headers.connection).toBe("close");
    expect((await asked).failed).toEqual([]);
    await stopped;
    await expect(fetch(url)).rejects.toThrow();
  });
});

describe("what is no request of the shop's", () => {
  it("answers who asks for another protocol, and closes the connection", async () => {
    const { port } = new URL(shop.APP_URL);
    for (const path of ["/", "/nowhere", "/_next/webpack-hmr", "/api/live"]) {
      const socket = connect(Number(port));
      socket.write(
        `GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n`,
      );
      let text = "";
      socket.setEncoding("utf8").on("data", (chunk: string) => {
        text += chunk;
      });
      await once(socket, "close");
      expect(text).toMatch(/^HTTP\/1\.1 400 /);
    }
  });

  it("keeps no stream for who asks for the head of one", async () => {
    // A process of its own: other tests open and close streams of the shared shop at any time.
    const { url } = await ownShop(1);
    const door = new AppDoor(url);
    // The process counts its streams from the first page on.
    await textOf(await door.ask("/api/live?popular=today", { headers: { accept: "application/json" } }));
    for (let count = 0; count < 5; count += 1) {
      const head = await door.ask("/api/live?popular=today", { method: "HEAD" });
      expect(head.statusCode).toBe(200);
      await textOf(head);
    }
    expect((await door.metric("lockstep_live_streams")).value).toBe(0);
    door.close();
  });
});
