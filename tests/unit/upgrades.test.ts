import { once } from "node:events";
import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { afterEach, beforeEach, expect, it } from "vitest";
import { answerUpgrades } from "../../server/process/upgrades.mjs";

const server = createServer();

beforeEach(async () => {
  answerUpgrades(server, null);
  // Next listens as soon as it has a request, and ends what it does not know.
  server.on("upgrade", (_request, socket) => socket.end());
  server.on("request", ({ method, url }, response) => {
    // A page takes its time.
    setImmediate(() => response.end(method === "HEAD" ? undefined : `page ${url}`));
  });
  server.listen(0);
  await once(server, "listening");
});
afterEach(() => void server.close());

/** What comes back on a connection, until the server closes it. */
async function ask(method: string, protocol: string): Promise<string> {
  const { port } = server.address() as AddressInfo;
  const socket = connect(port, "localhost").setEncoding("utf8");
  const upgrade = `Connection: Upgrade, HTTP2-Settings\r\nUpgrade: ${protocol}\r\nHTTP2-Settings: AAM`;
  socket.write(`${method} /x HTTP/1.1\r\nHost: localhost\r\n${upgrade}\r\n\r\n`);
  let text = "";
  for await (const chunk of socket) text += chunk;
  return text;
}

it("an offer of HTTP/2 is passed over, and another protocol refused, whoever else listens", async () => {
  await Promise.resolve();
  expect(server.listenerCount("upgrade")).toBe(1);
  const page = await ask("GET", "h2c");
  expect(page).toMatch(/^HTTP\/1\.1 200 .*Connection: close.*page \/x/s);
  expect(await ask("HEAD", "H2C")).toMatch(/^HTTP\/1\.1 200 /);
  for (const [method, protocol] of [
    ["GET", "websocket"],
    ["POST", "h2c"],
  ] as const)
    expect(await ask(method, protocol)).toMatch(/^HTTP\/1\.1 400 /);
});
