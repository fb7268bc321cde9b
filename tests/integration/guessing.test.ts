import { randomBytes, randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { AppDoor, textOf } from "#tests/support/app-door.ts";
import { startProcesses } from "#tests/support/own-processes.ts";
import { newAccount, newShopper } from "#tests/support/people.ts";
import { RedisServer } from "#tests/support/redis-server.ts";

const PROCESSES = 2;
/** In each process: a quarter of what it carries. */
const STREAMS_OF_A_NETWORK = 10;

let own: Awaited<ReturnType<typeof startProcesses>>;
let redis: RedisServer;
beforeAll(async () => {
  redis = await RedisServer.start();
  const REDIS_URL = redis.url;
  const limits = { RATE_LIMIT: "on", LIVE_STREAMS: `${4 * STREAMS_OF_A_NETWORK}` };
  own = await startProcesses(PROCESSES, { REDIS_URL, ...limits, TRUST_PROXY: "1", LOG_LEVEL: "error" });
});
afterAll(async () => {
  await own.app.stop();
  await redis.kill();
});

/** A network that nobody else of the tests comes from. */
const someNetwork = () => `2001:db8:${randomBytes(2).toString("hex")}:${randomBytes(2).toString("hex")}`;
const fromNetwork = (network: string) => `${network}:${randomBytes(2).toString("hex")}::1`;

/** Tries to sign in from an address; answers the status, and the seconds to wait where it says so. */
async function tryIn(address: string, email: string, password: string): Promise<[number, number]> {
  const answer = await fetch(new URL("/api/auth/sign-in/email", own.url), {
    method: "POST",
    headers: { "content-type": "application/json", "x-forwarded-for": address },
    body: JSON.stringify({ email, password }),
  });
  if (answer.status === 429) expect(await answer.json()).toMatchObject({ code: "RATE_LIMITED" });
  return [answer.status, Number(answer.headers.get("retry-after") ?? 0)];
}

const statusesOf = (tries: [number, number][]) => [...new Set(tries.map(([status]) => status))].toSorted();

describe("live streams", () => {
  it("of one network count together, whichever of its addresses they come from", async () => {
    const url = new URL("/api/live?popular=today", own.url);
    const open = (address: string) => fetch(url, { headers: { "x-forwarded-for": address } });
    const network = someNetwork();
    const asked = Array.from({ length: 3 * STREAMS_OF_A_NETWORK }, () => open(fromNetwork(network)));
    const answers = await Promise.all(asked);
    const another = await open(fromNetwork(someNetwork()));
    const count = (wanted: number) => answers.filter(({ status }) => status === wanted).length;
    expect(count(200)).toBeLessThanOrEqual(PROCESSES * STREAMS_OF_A_NETWORK);
    expect(count(429)).toBe(answers.length - count(200));
    expect(another.status).toBe(200);
    for (const { body } of [another, ...answers]) await body?.cancel();
  });
});

describe("guessing a password", () => {
  it("stops after a few tries, whichever addresses they come from", async () => {
    const { email, password } = await newAccount();
    const tries: [number, number][] = [];
    for (let count = 0; count < 12; count += 1)
      tries.push(await tryIn(fromNetwork(someNetwork()), email, `wrong password ${count}`));
    expect(tries.slice(0, 8).map(([status]) => status)).toEqual(Array(8).fill(401));
    for (const [status, wait] of tries.slice(8)) {
      expect(status).toBe(429);
      expect(wait).toBeGreaterThan(0);
    }
    expect((await tryIn(fromNetwork(someNetwork()), email, password))[0]).toBe(429);
  });

  it("has whoever goes on wait longer and longer", async () => {
    const email = `${randomUUID()}@guessing.test`;
    const waits: number[] = [];
    for (let count = 0; count < 64; count += 1)
      waits.push((await tryIn(fromNetwork(someNetwork()), email, "a wrong password"))[1]);
    expect(waits[8]).toBeLessThanOrEqual(60);
    expect(waits[21]).toBeGreaterThan(60);
    expect(waits[61]).toBeGreaterThan(15 * 60);
  });

  it("of many at once is counted before the first answer", async () => {
    const { email } = await newAccount();
    const tries = await Promise.all(
      Array.from({ length: 40 }, () => tryIn(fromNetwork(someNetwork()), email, "a wrong password")),
    );
    expect(tries.filter(([status]) => status === 401).length).toBeLessThanOrEqual(8);
    expect(statusesOf(tries)).toEqual([401, 429]);
  });

  it("does not tell whether there is such an account", async () => {
    const { email } = await newAccount();
    const seen = await Promise.all(
      [email, `${randomUUID()}@guessing.test`].map(async (address) => {
        const tries: number[] = [];
        for (let count = 0; count < 10; count += 1)
          tries.push((await tryIn(fromNetwork(someNetwork()), address, "a wrong password"))[0]);
        return tries;
      }),
    );
    expect(seen[1]).toEqual(seen[0]);
  });

  it("by strangers does not keep the owner out where the owner has been", async () => {
    const { email, password } = await newAccount();
    const home = fromNetwork(someNetwork());
    expect((await tryIn(home, email, password))[0]).toBe(200);
    for (let count = 0; count < 10; count += 1)
      await tryIn(fromNetwork(someNetwork()), email, "a wrong password");
    expect((await tryIn(fromNetwork(someNetwork()), email, password))[0]).toBe(429);
    expect((await tryIn(home, email, password))[0]).toBe(200);
    expect((await tryIn(home.replace(/[^:]*::1$/, "ffff::2"), email, password))[0]).toBe(200);
  });

  it("is forgiven to who then knows it", async () => {
    const { email, password } = await newAccount();
    for (let round = 0; round < 3; round += 1) {
      const home = fromNetwork(someNetwork());
      for (let count = 0; count < 5; count += 1)
        expect((await tryIn(home, email, "a wrong password"))[0]).toBe(401);
      expect((await tryIn(home, email, password))[0]).toBe(200);
    }
  });

  it("of many accounts from one /64, or from one address in two ways of writing, is one caller's", async () => {
    const network = someNetwork();
    const last = randomBytes(2);
    const v4 = `198.51.${last[0]}.${last[1]}`;
    for (const addresses of [
      Array.from({ length: 64 }, () => fromNetwork(network)),
      Array.from({ length: 64 }, (_, at) => (at % 2 ? v4 : `::ffff:${v4}`)),
    ]) {
      const tries: [number, number][] = [];
      for (const address of addresses)
        tries.push(await tryIn(address, `${randomUUID()}@guessing.test`, "a wrong password"));
      expect(tries.slice(0, 60).map(([status]) => status)).toEqual(Array(60).fill(401));
      expect(tries.slice(60).map(([status]) => status)).toEqual(Array(4).fill(429));
    }
  }, 120_000);

  it("can't be hidden behind headers that the proxy did not set", async () => {
    const email = `${randomUUID()}@guessing.test`;
    const network = someNetwork();
    const tries: [number, number][] = [];
    for (let count = 0; count < 62; count += 1)
      tries.push(
        await tryIn(`203.0.113.${count}, ${fromNetwork(network)}`, `${count}-${email}`, "a wrong password"),
      );
    expect(tries.at(-1)?.[0]).toBe(429);
  }, 120_000);
});

describe("other places that ask for a password or change something", () => {
  /** Sends so many of a request at once; answers how many were refused for now, and whether all of those say when to come back. */
  async function refused(count: number, path: string, init: RequestInit): Promise<[number, boolean]> {
    const answers = await Promise.all(
      Array.from({ length: count }, async () => {
        const answer = await fetch(new URL(path, own.url), { method: "POST", redirect: "manual", ...init });
        await answer.text();
        return answer;
      }),
    );
    const limited = answers.filter(({ status }) => status === 429);
    return [limited.length, limited.every(({ headers }) => Number(headers.get("retry-after")) > 0)];
  }

  it("limit the current password of who is signed in", async () => {
    const shopper = await newShopper(0);
    const [count, isTold] = await refused(30, "/api/account/change-password", {
      headers: { cookie: shopper.session, accept: "application/json", "content-type": "application/json" },
      body: JSON.stringify({ current: "a wrong password", password: "another long password" }),
    });
    expect([count, isTold]).toEqual([22, true]);
  });

  it("limit mails to one address", async () => {
    const [count, isTold] = await refused(10, "/api/account/forgot-password", {
      headers: {
        accept: "application/json",
        "content-type": "application/json",
        "x-forwarded-for": fromNetwork(someNetwork()),
      },
      body: JSON.stringify({ email: `${randomUUID()}@guessing.test` }),
    });
    expect([count, isTold]).toEqual([7, true]);
  });

  it.each([
    ["/language", {}],
    ["/cart", { "next-action": "0".repeat(42) }],
  ])("limit changes by %s, from one address", async (path, headers) => {
    const [count, isTold] = await refused(320, path, {
      headers: {
        ...headers,
        "content-type": "application/x-www-form-urlencoded",
        "x-forwarded-for": fromNetwork(someNetwork()),
      },
      body: "locale=ko",
    });
    expect(count).toBeGreaterThan(0);
    expect(isTold).toBe(true);
  });

  it("tell a person without JavaScript how long to wait", async () => {
    const email = `${randomUUID()}@guessing.test`;
    const headers = { "x-forwarded-for": fromNetwork(someNetwork()), accept: "text/html" };
    const body = new URLSearchParams({ email, password: "a wrong password" });
    let location = "";
    for (let count = 0; count < 9; count += 1) {
      const init = { method: "POST", redirect: "manual", headers, body } as const;
      const answer = await fetch(new URL("/api/account/sign-in", own.url), init);
      location = answer.headers.get("location") ?? "";
    }
    expect(location).toMatch(/refused=RATE_LIMITED.*wait=\d+/);
    const door = new AppDoor(own.url);
    expect(await textOf(await door.ask(location))).toMatch(/Too many tries\. Try again in \d+ second/);
    door.close();
  });
});

describe("signing up", () => {
  it("hashes as much for an address that has an account as for one that has none", async () => {
    const door = new AppDoor(own.url);
    const hashed = async () => (await door.metric("lockstep_password_hashes_total")).value;
    const { email } = await newAccount();
    for (const address of [email, `${randomUUID()}@guessing.test`]) {
      const before = await hashed();
      const body = { name: "Kim", email: address, password: "a long password" };
      const headers = { "x-forwarded-for": fromNetwork(someNetwork()) };
      await textOf(await door.ask("/api/auth/sign-up/email", { method: "POST", headers, body }));
      // Nearly all of the time is the hash: without it a stranger would hear from the clock who has an account.
      expect((await hashed()) - before).toBe(1);
    }
    door.close();
  });
});

describe("a crowd at the door", () => {
  it("whose passwords are hashed does not keep the catalogue waiting, and who finds no place is told so", async () => {
    const door = new AppDoor(own.url);
    let isOver = false;
    const crowd = Promise.all(
      Array.from({ length: 200 }, () =>
        tryIn(fromNetwork(someNetwork()), `${randomUUID()}@none.test`, "a wrong one"),
      ),
    ).finally(() => {
      isOver = true;
    });
    // The crowd is hashed for one after the other; if it held the process, it would be over first.
    for (let count = 0; count < 10; count += 1) await textOf(await door.ask("/api/products?pageSize=10"));
    expect(isOver).toBe(false);
    const statuses = statusesOf(await crowd);
    expect(statuses.every((status) => status === 401 || status === 503)).toBe(true);
    expect(statuses).toContain(401);
    door.close();
  });
});
