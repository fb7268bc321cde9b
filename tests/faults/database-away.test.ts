import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { closeDatabase } from "#db/client.ts";
import { isDatabaseUp } from "#db/database-state.ts";
import { isUnreachable } from "#db/failures.ts";
import { oneConnection } from "#db/one-connection.ts";
import { writeTransaction } from "#db/write-transaction.ts";
import { closeLocks, withLocks } from "#lib/locking/locks.ts";
import { closeRedis } from "#lib/redis/client.ts";
import { shop } from "#tests/support/environment.ts";
import { PostgresProxy } from "#tests/support/faults/postgres-proxy.ts";
import { until } from "#tests/support/redis-server.ts";
import { database } from "#tests/support/truth.ts";

const TIMES = { waitMs: 60_000, leaseMs: 10_000 };

let proxy: PostgresProxy;

beforeAll(async () => {
  proxy = await PostgresProxy.start(shop.DATABASE_URL);
  process.env["DATABASE_URL"] = proxy.url;
});

beforeEach(() => writeTransaction((tx) => tx.execute(sql`select 1`)));

afterEach(() => proxy.heal());

afterAll(async () => {
  await closeLocks();
  await closeRedis();
  await closeDatabase();
  proxy.stop();
  await database.end();
});

const AWAY: Readonly<Record<string, () => void>> = {
  "refuses connections": () => {
    proxy.refuses = true;
    proxy.cutAll();
  },
  "says nothing": () => {
    proxy.silentHandshake = true;
    proxy.silence();
  },
};

describe.each(Object.keys(AWAY))("a process for which PostgreSQL %s, while others can reach it", (way) => {
  it("holds a product once, finds that out, and then leaves it to the others until it is back", async () => {
    const key = `lock:product:${randomUUID()}`;
    const began: string[] = [];
    const turn = (name: string) =>
      withLocks([key], TIMES, () => {
        began.push(name);
        return writeTransaction((tx) => tx.execute(sql`select 1`));
      });
    const failure = (work: Promise<unknown>) =>
      work.then(
        () => null,
        (error: unknown) => error,
      );
    AWAY[way]?.();
    // The second waits for the lock while the first works, as in a rush.
    const [first, waiting] = [failure(turn("first")), failure(turn("waiting"))];
    expect(isUnreachable(await first)).toBe(true);
    expect(isUnreachable(await waiting)).toBe(true);
    const others = await Promise.all(Array.from({ length: 5 }, () => failure(turn("later"))));
    expect(others.map(isUnreachable)).toEqual([true, true, true, true, true]);
    expect(began).toEqual(["first"]);
    proxy.heal();
    await until(isDatabaseUp);
    await turn("after");
    expect(began).toEqual(["first", "after"]);
  });
});

describe("a server that begins no session, as an operator told it", () => {
  it("is taken for one that is away: the role may not log in, there is no such database", async () => {
    const role = `closed_${randomUUID().replaceAll("-", "")}`;
    const url = new URL(shop.DATABASE_URL);
    /** Opens a session of its own, and answers what came of it. */
    const opened = async () => {
      const client = oneConnection(url.href);
      try {
        await client`select 1`;
        return "open";
      } catch (error) {
        return isUnreachable(error) ? "away" : error;
      } finally {
        await client.end();
      }
    };
    await database`create role ${database(role)} login password 'first'`;
    [url.username, url.password] = [role, "first"];
    try {
      expect(await opened()).toBe("open");
      await database`alter role ${database(role)} nologin`;
      expect(await opened()).toBe("away");
      await database`alter role ${database(role)} login`;
      url.pathname = "/nowhere";
      expect(await opened()).toBe("away");
    } finally {
      await database`drop role ${database(role)}`;
    }
  });
});
