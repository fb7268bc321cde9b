import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type RedisSettings, redisAddress } from "#lib/redis/address.ts";
import { connectHearing, connectRedis } from "#lib/redis/connect.ts";
import { freePort, RedisServer } from "#tests/support/redis-server.ts";

const TIMES = { retryStrategy: () => 20, maxRetriesPerRequest: 40, connectTimeout: 5_000 };
const folder = mkdtempSync(join(tmpdir(), "lockstep-addresses-"));
let server: RedisServer;
const ends: (() => unknown)[] = [];

beforeAll(async () => {
  server = await RedisServer.start();
  const admin = server.client();
  await admin.call("ACL", "SETUSER", "shop", "on", ">p@ss:word", "~*", "&*", "+@all");
  await admin.config("SET", "requirepass", "master secret");
  admin.disconnect();
});

afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

afterAll(async () => {
  await server.kill();
  rmSync(folder, { recursive: true, force: true });
});

/** Who the shop is at the Redis of these settings, and in which database: by its commands and where it hears. */
async function clientInfo(settings: RedisSettings): Promise<string[]> {
  const address = redisAddress(settings);
  const clients = [connectRedis(address, TIMES), connectHearing(address, TIMES, 0)];
  ends.push(...clients.map((client) => () => client.disconnect()));
  const told = await Promise.all(clients.map((client) => client.call("CLIENT", "INFO")));
  return told.map((text) => (String(text).match(/ (?:db|user)=\S+/g) ?? []).join(""));
}

describe("a server that asks for a password", () => {
  it.each([
    ["default", ":master%20secret@", ""],
    ["shop", "shop:p%40ss%3Aword@", ""],
    ["shop", "shop:p%40ss%3Aword@", "/3"],
  ])("is entered as %s by %s at the database %j", async (user, who, path) => {
    const told = await clientInfo({ REDIS_URL: `redis://${who}127.0.0.1:${server.port}${path}` });
    for (const client of told) expect(client).toBe(` db=${path.slice(1) || 0} user=${user}`);
  });
});

const listens = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ host: "127.0.0.1", port });
    for (const [event, is] of [
      ["connect", true],
      ["error", false],
    ] as const)
      socket.once(event, () => {
        resolve(is);
        socket.destroy();
      });
  });

describe("Sentinels that ask for a password of their own", () => {
  async function startSentinel(...more: string[]): Promise<number> {
    const port = await freePort();
    const file = join(folder, `sentinel-${port}.conf`);
    const monitor = `sentinel monitor shop 127.0.0.1 ${server.port} 1`;
    const lines = [
      `port ${port}`,
      "bind 127.0.0.1",
      monitor,
      'sentinel auth-pass shop "master secret"',
      ...more,
    ];
    writeFileSync(file, `${lines.join("\n")}\n`);
    const sentinel = spawn("redis-server", [file, "--sentinel"], { stdio: "ignore" });
    ends.push(() => sentinel.kill("SIGKILL"));
    while (!(await listens(port))) await pause(20);
    return port;
  }

  it("are asked by it, and the master is entered by the master's", async () => {
    const port = await startSentinel("requirepass own");
    const list = { REDIS_SENTINELS: `redis://:master%20secret@127.0.0.1:${port}/shop` };
    const told = await clientInfo({ ...list, REDIS_SENTINEL_PASSWORD: "own" });
    expect(told).toEqual([" db=0 user=default", " db=0 user=default"]);
  });

  it("are asked without one where they have none, though the master has", async () => {
    const port = await startSentinel();
    const list = { REDIS_SENTINELS: `redis://:master%20secret@127.0.0.1:${port}/shop` };
    expect(await clientInfo(list)).toEqual([" db=0 user=default", " db=0 user=default"]);
  });

  it("are asked by the password of their list where there is one for all", async () => {
    const port = await startSentinel('requirepass "master secret"');
    const list = { REDIS_SENTINELS: `redis://:master%20secret@127.0.0.1:${port}/shop` };
    expect(await clientInfo(list)).toEqual([" db=0 user=default", " db=0 user=default"]);
  });
});

describe("by TLS", () => {
  /** A node whose certificate is of its name alone, as managed Clusters have it. */
  async function startByTls(...more: string[]): Promise<{ port: number; node: RedisServer }> {
    const [key, cert] = [join(folder, "key.pem"), join(folder, "cert.pem")];
    const names = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-days", "2"];
    const out = ["-keyout", key, "-out", cert];
    execFileSync("openssl", ["req", "-x509", "-newkey", "rsa:2048", "-nodes", ...names, ...out], {
      stdio: "ignore",
    });
    const port = await freePort();
    const files = { "cert-file": cert, "key-file": key, "ca-cert-file": cert, "auth-clients": "no" };
    const tls = Object.entries({ port: String(port), ...files }).flatMap(([name, value]) => [
      `--tls-${name}`,
      value,
    ]);
    const node = await RedisServer.start(...tls, ...more);
    ends.push(() => node.kill());
    return { port, node };
  }

  /** In a process of its own, which trusts the certificate from its first moment on. */
  function pingOf(settings: RedisSettings): string {
    const script = `
      const { redisAddress } = await import("#lib/redis/address.ts");
      const { connectRedis, connectHearing } = await import("#lib/redis/connect.ts");
      const address = redisAddress(JSON.parse(process.argv[1]));
      const times = { retryStrategy: () => 50, maxRetriesPerRequest: 100, connectTimeout: 5000 };
      for (const client of [connectRedis(address, times), connectHearing(address, times, 0)]) {
        client.on("error", (error) => console.error(error));
        console.log(client instanceof Object && (await client.set("probe", "1")));
        client.disconnect();
      }`;
    const options = ["--import", "tsx", "--input-type=module", "-e", script, JSON.stringify(settings)];
    const env = { ...process.env, NODE_EXTRA_CA_CERTS: join(folder, "cert.pem") };
    return execFileSync(process.execPath, options, { env, encoding: "utf8" });
  }

  it("a server is reached by rediss, whose certificate is looked at", async () => {
    const { port } = await startByTls();
    expect(pingOf({ REDIS_URL: `rediss://localhost:${port}` })).toBe("OK\nOK\n");
  });

  it("the nodes of a Cluster are known by their names", async () => {
    const { port, node } = await startByTls(
      ...["--cluster-enabled", "yes", "--tls-cluster", "yes", "--cluster-announce-hostname", "localhost"],
      ...["--cluster-preferred-endpoint-type", "hostname"],
    );
    const admin = node.client();
    await admin.call("CLUSTER", "ADDSLOTSRANGE", 0, 16_383);
    admin.disconnect();
    expect(pingOf({ REDIS_CLUSTER: `rediss://localhost:${port}` })).toBe("OK\nOK\n");
  });
});
