import { describe, expect, it } from "vitest";
import { redisAddress } from "#lib/redis/address.ts";

describe("the address of Redis", () => {
  it("is one server's by REDIS_URL, as ioredis reads it", () => {
    const url = "rediss://:secret@redis.example.com:6380/2";
    expect(redisAddress({ REDIS_URL: url })).toEqual({ kind: "server", url });
  });

  it("is the master that Sentinels name, with the usual port and name where none is said", () => {
    expect(redisAddress({ REDIS_SENTINELS: "a, b:5000 ,[::1]:7000" })).toEqual({
      kind: "sentinels",
      name: "mymaster",
      access: {},
      sentinelAccess: {},
      places: [
        { host: "a", port: 26_379 },
        { host: "b", port: 5_000 },
        { host: "::1", port: 7_000 },
      ],
    });
    expect(redisAddress({ REDIS_SENTINELS: "redis://shop:p%40ss@a:1,b:2/main" })).toEqual({
      kind: "sentinels",
      name: "main",
      access: { username: "shop", password: "p@ss" },
      sentinelAccess: {},
      places: [
        { host: "a", port: 1 },
        { host: "b", port: 2 },
      ],
    });
  });

  it("has the Sentinels' own credentials, else the password of their list, and TLS as the list says it", () => {
    const listed = { REDIS_SENTINELS: "rediss://:both@a:1/shop" };
    expect(redisAddress(listed)).toMatchObject({
      access: { password: "both", tls: {} },
      sentinelAccess: { password: "both", tls: {} },
    });
    const own = { REDIS_SENTINEL_USERNAME: "watcher", REDIS_SENTINEL_PASSWORD: "own" };
    expect(redisAddress({ ...listed, ...own })).toMatchObject({
      access: { password: "both" },
      sentinelAccess: { username: "watcher", password: "own" },
    });
    expect(redisAddress({ REDIS_SENTINELS: "a:1", REDIS_URL: "rediss://:master@x" })).toMatchObject({
      access: { password: "master", tls: {} },
      sentinelAccess: {},
    });
  });

  it("is a Cluster's by some of its nodes, by TLS where they say so", () => {
    expect(redisAddress({ REDIS_CLUSTER: "rediss://:secret@a:7000,rediss://:secret@b:7001" })).toEqual({
      kind: "cluster",
      access: { password: "secret", tls: {} },
      places: [
        { host: "a", port: 7_000 },
        { host: "b", port: 7_001 },
      ],
    });
    expect(redisAddress({ REDIS_CLUSTER: "a", REDIS_URL: "redis://:secret@x" })).toMatchObject({
      places: [{ host: "a", port: 6_379 }],
      access: { password: "secret" },
    });
  });

  it("is refused where nobody is named, two ways are, or it can't be read", () => {
    expect(() => redisAddress({})).toThrow("REDIS_URL");
    expect(() => redisAddress({ REDIS_SENTINELS: "a", REDIS_CLUSTER: "b" })).toThrow("not both");
    expect(() => redisAddress({ REDIS_CLUSTER: "a:port" })).toThrow("REDIS_CLUSTER: a:port");
    expect(() => redisAddress({ REDIS_SENTINELS: " , " })).toThrow("names nobody");
    expect(() => redisAddress({ REDIS_CLUSTER: "a:1/3" })).toThrow("only one");
  });
});
