import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import { type AddressInfo, connect, createServer as createPort, type Socket } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Connections } from "../../server/process/connections.mjs";

/** More than the kernel and the socket take without a reader. */
const LARGE_PAGE = Buffer.alloc(32 * 1024 * 1024, "x");
const ends: (() => void)[] = [];

beforeEach(() => void vi.useFakeTimers({ toFake: ["setInterval", "clearInterval", "performance"] }));
afterEach(() => {
  for (const end of ends.splice(0)) end();
  vi.useRealTimers();
});

/** An app process's server that answers with a large page, and what became of its answers. */
async function openServer(answer: (response: ServerResponse) => void) {
  const cut: string[] = [];
  const asked = new EventTarget();
  const server = createServer((request, response) => {
    response.once("close", () => {
      cut.push(request.url ?? "");
      asked.dispatchEvent(new Event("closed"));
    });
    answer(response);
    asked.dispatchEvent(new Event("asked"));
  });
  const port = createPort().listen(0);
  await once(port, "listening");
  new Connections(server).acceptFrom(port);
  ends.push(() => port.close());
  const { port: number } = port.address() as AddressInfo;
  const ask = async (path: string): Promise<Socket> => {
    const socket = connect(number, "127.0.0.1");
    socket.on("error", () => undefined);
    ends.push(() => socket.destroy());
    const answered = once(asked, "asked");
    socket.write(`GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`);
    await answered;
    return socket;
  };
  return { ask, cut, closed: () => once(asked, "closed") };
}

const BIT_BY_BIT = (response: ServerResponse) => void response.write(LARGE_PAGE);

it.each([
  ["a page that was answered as a whole", (response: ServerResponse) => void response.end(LARGE_PAGE)],
  ["a page that is still being written", BIT_BY_BIT],
])("cuts off who does not read %s, after half a minute", async (_, answer) => {
  const server = await openServer(answer);
  const slow = await server.ask("/slow");
  slow.pause();
  vi.advanceTimersByTime(29_000);
  await pause(50);
  expect(server.cut).toEqual([]);
  const closed = server.closed();
  vi.advanceTimersByTime(4_000);
  await closed;
  expect(server.cut).toEqual(["/slow"]);
});

it("leaves who reads alone, and who waits for a stream that says nothing", async () => {
  const server = await openServer((response) => {
    response.write("a stream");
  });
  const reader = await server.ask("/stream");
  reader.resume();
  vi.advanceTimersByTime(10 * 60_000);
  await pause(50);
  expect(server.cut).toEqual([]);
});
