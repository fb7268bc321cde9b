import { Redis } from "ioredis";
import { afterEach, beforeEach, expect, it } from "vitest";
import { limitHandshake } from "#lib/redis/limit-handshake.ts";
import { RedisServer, until } from "#tests/support/redis-server.ts";
import { TcpProxy } from "#tests/support/tcp-proxy.ts";

let server: RedisServer;
let proxy: TcpProxy;

beforeEach(async () => {
  server = await RedisServer.start();
  proxy = await TcpProxy.start(server.port);
});
afterEach(async () => {
  proxy.stop();
  await server.kill();
});

it("a client whose connection goes silent in its handshake connects anew", async () => {
  const client = new Redis({ port: proxy.port, retryStrategy: () => 20, maxRetriesPerRequest: null });
  client.on("error", () => {});
  limitHandshake(client);
  await client.ping();
  proxy.fate = (way) => (way === "reply" ? "drop" : "pass");
  client.stream.destroy();
  await until(() => client.status === "connect");
  // What is lost now never comes; the connection stays open.
  const [silent, stream] = [client.ping(), client.stream];
  await until(() => stream.destroyed);
  proxy.fate = () => "pass";
  expect(await silent).toBe("PONG");
  client.disconnect();
});
