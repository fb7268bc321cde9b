import { once } from "node:events";
import { createServer } from "node:http";
import { type AddressInfo, connect, createServer as createPort, type Socket } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Connections } from "../../server/process/connections.mjs";

const QUIET_MS = 1_000;
const ends: (() => void)[] = [];

beforeEach(() => void vi.useFakeTimers({ toFake: ["setInterval", "clearInterval", "performance"] }));
afterEach(() => {
  for (const end of ends.splice(0)) end();
  vi.useRealTimers();
});

/** The connections of a process that leaves, each with its caller's end and its own. */
async function openDoor() {
  const server = createServer((_, response) => void response.end("answered"));
  const port = createPort().listen(0);
  await once(port, "listening");
  const connections = new Connections(server);
  connections.acceptFrom(port);
  ends.push(() => port.close());
  const { port: number } = port.address() as AddressInfo;
  const come = async () => {
    const here = once(server, "connection");
    const caller = connect(number, "127.0.0.1").setEncoding("utf8");
    caller.on("error", () => undefined);
    ends.push(() => caller.destroy());
    const [own] = (await here) as [Socket];
    return { caller, own };
  };
  return { connections, come };
}

const REQUEST = "GET / HTTP/1.1\r\nHost: shop\r\n\r\n";

/** Asks on a connection that stays open, or says the rest of it, and reads the answer. */
async function ask(caller: Socket, request = REQUEST): Promise<void> {
  caller.write(request);
  let text = "";
  while (!text.endsWith("answered")) [text] = (await once(caller, "data")) as [string];
  expect(text).toMatch(/answered$/);
  // The server learns a moment later that its answer is on the way.
  await pause(20);
}

it("closes a connection that has been quiet for long enough, not sooner", async () => {
  const { connections, come } = await openDoor();
  const { caller } = await come();
  vi.advanceTimersByTime(QUIET_MS - 1);
  connections.closeQuiet(QUIET_MS);
  await ask(caller);
  const closed = once(caller, "close");
  vi.advanceTimersByTime(QUIET_MS);
  connections.closeQuiet(QUIET_MS);
  await closed;
});

it("answers a request of which half had come, however long ago", async () => {
  const { connections, come } = await openDoor();
  const { caller, own } = await come();
  caller.write(REQUEST.slice(0, 20));
  while (own.bytesRead === 0) await pause(1);
  vi.advanceTimersByTime(60 * QUIET_MS);
  connections.closeQuiet(QUIET_MS);
  await ask(caller, REQUEST.slice(20));
  // And the next one on the same connection.
  const before = own.bytesRead;
  caller.write(REQUEST.slice(0, 20));
  while (own.bytesRead === before) await pause(1);
  vi.advanceTimersByTime(60 * QUIET_MS);
  connections.closeQuiet(QUIET_MS);
  await ask(caller, REQUEST.slice(20));
});

it("waits for the next request of who asks in a rhythm, and closes who has lost it", async () => {
  const { connections, come } = await openDoor();
  const { caller } = await come();
  for (let count = 0; count < 3; count += 1) {
    await ask(caller);
    vi.advanceTimersByTime(1.5 * QUIET_MS);
  }
  // In the very moment in which it is about to ask again.
  connections.closeQuiet(QUIET_MS);
  await ask(caller);
  const closed = once(caller, "close");
  vi.advanceTimersByTime(10 * QUIET_MS);
  connections.closeQuiet(QUIET_MS);
  await closed;
});
