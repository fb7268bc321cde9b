import { EventEmitter, once } from "node:events";
import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { setImmediate as nextTurn, setTimeout as pause } from "node:timers/promises";
import { afterEach, describe, expect, it, vi } from "vitest";
import { ERRORS } from "#lib/errors.ts";
import { sendBusy } from "../../server/edge/send-busy.ts";
import { WaitingRoom } from "../../server/process/waiting-room.mjs";

const LANE_MOST = 1_024;

interface Guest {
  readonly url: string;
  readonly response: ServerResponse;
  readonly body: string;
}

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

/** A server whose answers are the test's to give: who got in, in the order of beginning. */
async function openRoom() {
  const room = new WaitingRoom(sendBusy);
  const inside: Guest[] = [];
  const begin = async (request: IncomingMessage, response: ServerResponse) => {
    const guest = { url: request.url ?? "", response, body: "" };
    inside.push(guest);
    for await (const chunk of request.setEncoding("utf8")) guest.body += chunk;
  };
  const server = createServer((request, response) =>
    room.enter(request, response, () => void begin(request, response)),
  );
  await new Promise<void>((resolve) => server.listen(0, resolve));
  ends.push(() => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  });
  const { port } = server.address() as AddressInfo;
  return { inside, port, url: `http://localhost:${port}` };
}

const order = (...ids: string[]) => ({
  method: "POST",
  headers: { "content-type": "application/json" },
  body: JSON.stringify({ items: ids.map((productId) => ({ productId, quantity: 1 })) }),
});

/** Many orders over few connections' worth of sockets, answered or not. */
function crowd(url: string, count: number, id: string) {
  return Array.from({ length: count }, () => fetch(`${url}/api/checkout`, order(id)));
}

/** The status of an order whose request line names the whole address, as callers of proxies do. */
function statusOf(port: number, address: string): Promise<number> {
  return new Promise((resolve) => {
    const { method, headers, body } = order("hot");
    const asking = request({ port, method, path: address, headers }, (answer) => {
      resolve(answer.statusCode ?? 0);
      answer.resume();
    });
    asking.end(body);
  });
}

describe("the waiting room", () => {
  it("hands on a request as it came", async () => {
    const { inside, url } = await openRoom();
    const sent = order("a", "b");
    const asked = fetch(`${url}/api/checkout`, sent);
    while (inside[0]?.body !== sent.body) await pause(1);
    inside[0]?.response.end("done");
    expect(await (await asked).text()).toBe("done");
  });

  it("refuses who finds no place, says when to come again, and keeps a lane for everything else", async () => {
    const { inside, port, url } = await openRoom();
    const waiting = crowd(url, LANE_MOST, "hot").map((asked) => asked.then(({ status }) => status));
    while (inside.length < LANE_MOST) await pause(5);
    const refused = await fetch(`${url}/api/checkout`, order("hot"));
    expect(refused.status).toBe(503);
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    const problem = await refused.json();
    expect(problem).toMatchObject({ code: "BUSY", ...ERRORS.BUSY, ahead: LANE_MOST });

    for (const address of ["?x=1", "?", "?/api/products", "#x"])
      expect((await fetch(`${url}/api/checkout${address}`, order("hot"))).status, address).toBe(503);
    expect((await fetch(`${url}/api/%63heckout`, order("hot"))).status).toBe(503);
    expect(await statusOf(port, `http://localhost:${port}/api/checkout?x=1`)).toBe(503);

    const other = fetch(`${url}/api/checkout`, order("cold"));
    const page = fetch(`${url}/products`);
    while (inside.length < LANE_MOST + 2) await pause(5);
    for (const { response } of inside) response.end();
    expect((await other).status).toBe(200);
    expect((await page).status).toBe(200);
    expect(new Set(await Promise.all(waiting))).toEqual(new Set([200]));

    const again = fetch(`${url}/api/checkout`, order("hot"));
    while (inside.length < LANE_MOST + 3) await pause(5);
    inside.at(-1)?.response.end();
    expect((await again).status).toBe(200);
  });

  it("gives the place of who hangs up to the next", async () => {
    const { inside, port, url } = await openRoom();
    const body = order("hot").body;
    const head = `POST /api/checkout HTTP/1.1\r\nHost: localhost\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
    const sockets = Array.from({ length: LANE_MOST }, () => connect(port));
    for (const socket of sockets) socket.on("error", () => {}).write(head);
    while (inside.length < LANE_MOST) await pause(5);
    expect((await fetch(`${url}/api/checkout`, order("hot"))).status).toBe(503);
    const closed = inside.map(({ response }) => once(response, "close"));
    for (const socket of sockets) socket.destroy();
    await Promise.all(closed);
    const next = fetch(`${url}/api/checkout`, order("hot"));
    while (inside.length < LANE_MOST + 1) await pause(5);
    inside.at(-1)?.response.end();
    expect((await next).status).toBe(200);
  });

  it("holds a connection that asks again at once after a refusal, and lets it in when there is a place", async () => {
    const { inside, port, url } = await openRoom();
    const asked = crowd(url, LANE_MOST, "hot");
    while (inside.length < LANE_MOST) await pause(5);
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
    ends.push(() => vi.useRealTimers());
    const { body } = order("hot");
    const request = `POST /api/checkout HTTP/1.1\r\nHost: localhost\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
    const socket = connect(port);
    ends.push(() => socket.destroy());
    let heard = "";
    socket.setEncoding("utf8").on("data", (text: string) => {
      heard += text;
    });
    const answers = () => heard.match(/HTTP\/1\.1 \d+/g) ?? [];
    socket.write(request + request);
    while (answers().length < 1) await pause(1);
    const [first] = inside;
    if (!first) throw new Error("nobody is inside");
    const left = once(first.response, "close");
    first.response.end();
    await left;
    expect(answers()).toEqual(["HTTP/1.1 503"]);
    vi.advanceTimersByTime(900);
    while (inside.length < LANE_MOST + 1) await pause(1);
    inside.at(-1)?.response.end();
    while (answers().length < 2) await pause(1);
    expect(answers()).toEqual(["HTTP/1.1 503", "HTTP/1.1 200"]);
    for (const { response } of inside) response.end();
    await Promise.all(asked);
  });

  it("lets the more begin in a turn of the event loop the longer it is, as where many are refused in each", async () => {
    const room = new WaitingRoom(sendBusy);
    const begun: number[] = [];
    const response = Object.assign(new EventEmitter(), {
      writableFinished: true,
    }) as unknown as ServerResponse;
    const request = { method: "POST", url: "/api/coupons/c/claim" } as IncomingMessage;
    response.setMaxListeners(0);
    for (let count = 0; count < 300; count += 1) room.enter(request, response, () => begun.push(count));
    let turns = 0;
    while (begun.length < 300) {
      turns += 1;
      // What else there is to do in this turn.
      for (const end = performance.now() + 30; performance.now() < end; );
      await nextTurn();
    }
    // Eight a turn would be thirty-eight turns.
    expect(turns).toBeLessThan(10);
  });
});
