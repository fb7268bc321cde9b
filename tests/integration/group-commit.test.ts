import { randomUUID } from "node:crypto";
import { afterAll, describe, expect, it } from "vitest";
import { closeDatabase } from "#db/client.ts";
import type { Purchase } from "#lib/checkout/cart.ts";
import { placeOrders } from "#lib/checkout/check-out.ts";
import type { Progress } from "#lib/group-commit/batch.ts";
import { GroupCommit } from "#lib/group-commit/group-commit.ts";
import { done, type Outcomes, refused } from "#lib/group-commit/outcomes.ts";
import { LockTimeoutError } from "#lib/lock/index.ts";
import type { KeyHold } from "#lib/locking/key-hold.ts";
import { closeLocks, locks, productKey, productKeys } from "#lib/locking/locks.ts";
import { closeRedis } from "#lib/redis/client.ts";
import { newProduct } from "#tests/support/goods.ts";
import { newShoppers } from "#tests/support/people.ts";
import { until } from "#tests/support/redis-server.ts";
import { database, soldOf, stockOf, walletOf } from "#tests/support/truth.ts";

const TIMES = { waitMs: 20_000, leaseMs: 5_000 };

afterAll(async () => {
  await closeLocks();
  await closeRedis();
  await closeDatabase();
  await database.end();
});

/** A group commit that writes down which jobs it did together. */
function journal({ times = TIMES, maxJobs = 50 } = {}) {
  const groups: string[][] = [];
  const work = async (jobs: readonly string[]): Promise<Outcomes<string>> => {
    groups.push([...jobs]);
    return jobs.map((job) => (job.startsWith("bad") ? refused(new Error(job)) : done(`done ${job}`)));
  };
  return { groups, commit: new GroupCommit({ times, maxJobs, work }) };
}

const numbered = (count: number) => Array.from({ length: count }, (_, index) => String(index));
const hold = (key: string) => locks().acquire(key, TIMES);

describe("a group commit", () => {
  it("does a lone job at once and alone", async () => {
    const { groups, commit } = journal();
    expect(await commit.submit("one", [randomUUID()])).toBe("done one");
    expect(groups).toEqual([["one"]]);
  });

  it("does in one turn who came while the turn was awaited, in the order of coming", async () => {
    const { groups, commit } = journal();
    const key = randomUUID();
    const lock = await hold(key);
    const answers = Promise.all(numbered(10).map((job) => commit.submit(job, [key])));
    await lock.release();
    expect(await answers).toEqual(numbered(10).map((job) => `done ${job}`));
    expect(groups).toEqual([numbered(10)]);
  });

  it("does no more in one turn than it may", async () => {
    const { groups, commit } = journal({ maxJobs: 5 });
    const key = randomUUID();
    const lock = await hold(key);
    const answers = Promise.all(numbered(12).map((job) => commit.submit(job, [key])));
    await lock.release();
    await answers;
    expect(groups.map((group) => group.length)).toEqual([5, 5, 2]);
    expect(groups.flat()).toEqual(numbered(12));
  });

  it("lets nobody past who waits for one of the same keys", async () => {
    const { groups, commit } = journal();
    const [a, b] = [randomUUID(), randomUUID()];
    const lock = await hold(a);
    const both = commit.submit("a", [a]);
    // It needs more than the awaited turn has, so it waits; who comes behind it for `b` waits with it.
    const wider = commit.submit("ab", [a, b]);
    const behind = commit.submit("b", [b]);
    await lock.release();
    await Promise.all([both, wider, behind]);
    expect(groups).toEqual([["a"], ["ab", "b"]]);
  });

  it("serves a stranger while others wait", async () => {
    const { commit } = journal();
    const key = randomUUID();
    const lock = await hold(key);
    const waiting = commit.submit("waits", [key]);
    expect(await commit.submit("stranger", [randomUUID()])).toBe("done stranger");
    await lock.release();
    await waiting;
  });

  it("serves a stranger while more turns than it may have wait, each for somebody else", async () => {
    const { commit } = journal();
    const keys = numbered(9).map(() => randomUUID());
    const held = await Promise.all(keys.map((key) => hold(key)));
    const waiting = keys.map((key) => commit.submit(key, [key]));
    expect(await commit.submit("stranger", [randomUUID()])).toBe("done stranger");
    // Also who would be grouped with those that wait.
    const strangers = numbered(20).map((job) => commit.submit(job, [randomUUID()]));
    expect(await Promise.all(strangers)).toEqual(numbered(20).map((job) => `done ${job}`));
    await Promise.all(held.map((lock) => lock.release()));
    expect(await Promise.all(waiting)).toEqual(keys.map((key) => `done ${key}`));
  });

  it("serves a stranger while more turns than it may have work for long", async () => {
    let end = () => {};
    const ended = new Promise<void>((resolve) => {
      end = resolve;
    });
    const begun = new Set<string>();
    const work = async (jobs: readonly string[]) => {
      for (const job of jobs) begun.add(job);
      if (jobs[0]?.startsWith("long")) await ended;
      return jobs.map((job) => done(job));
    };
    const commit = new GroupCommit<string, string>({
      times: { waitMs: 20_000, leaseMs: 10_000 },
      maxJobs: 10,
      work,
    });
    const long = numbered(6).map((job) => commit.submit(`long ${job}`, [randomUUID()]));
    await until(() => begun.size === long.length);
    expect(await commit.submit("stranger", [randomUUID()])).toBe("stranger");
    end();
    await Promise.all(long);
  });

  it("refuses as too late whoever is so when the batch that they wait in is split", async () => {
    const ends: (() => void)[] = [];
    const begun: string[] = [];
    const work = async (jobs: readonly string[]) => {
      begun.push(...jobs);
      if (jobs[0]?.startsWith("long")) await new Promise<void>((resolve) => ends.push(resolve));
      return jobs.map((job) => done(job));
    };
    const times = { waitMs: 400, leaseMs: 10_000 };
    const commit = new GroupCommit<string, string>({ times, maxJobs: 10, work });
    // As many batches as may be at once; what comes now waits in line, and is then mixed into one batch.
    const long = numbered(4).map((job) => commit.submit(`long ${job}`, [randomUUID()]));
    await until(() => begun.length === long.length);
    const [taken, other] = [randomUUID(), randomUUID()];
    const lock = await hold(taken);
    const late = [commit.submit("one", [taken]), commit.submit("two", [other])].map((answer) =>
      answer.then(
        () => "done",
        (error: unknown) => (error instanceof LockTimeoutError ? "too late" : error),
      ),
    );
    ends[0]?.();
    await long[0];
    await until(async () =>
      (await locks().inspect()).some(({ key, waiting }) => key === taken && waiting === 1),
    );
    // The process stands still past the deadline of both: the first thing that it then does is to split the batch.
    for (const end = performance.now() + times.waitMs; performance.now() < end; );
    const [one, two] = await Promise.all(late);
    expect(one).toBe("too late");
    // On a machine that stands still by itself the batch was split before, and this one was done.
    expect(["too late", "done"]).toContain(two);
    expect(begun).not.toContain("one");
    for (const end of ends) end();
    await Promise.all(long);
    await lock.release();
  });

  it("answers each with its own outcome", async () => {
    const { commit } = journal();
    const key = randomUUID();
    const lock = await hold(key);
    const answers = Promise.allSettled(["1", "bad", "2"].map((job) => commit.submit(job, [key])));
    await lock.release();
    expect((await answers).map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
  });

  it("takes who leaves out of the line, wherever they stand", async () => {
    const { groups, commit } = journal();
    const key = randomUUID();
    const lock = await hold(key);
    const controllers = numbered(60).map(() => new AbortController());
    const answers = controllers.map(({ signal }, index) =>
      commit.submit(String(index), [key], { signal }).catch((error: unknown) => error),
    );
    // The first and the sixtieth: one in the turn that is awaited, one behind it.
    const gone = new Error("gone");
    controllers[0]?.abort(gone);
    controllers[59]?.abort(gone);
    expect(await Promise.all([answers[0], answers[59]])).toEqual([gone, gone]);
    await lock.release();
    await Promise.all(answers);
    expect(groups.flat()).toEqual(numbered(59).slice(1));
  });

  it("ends waiting in time, for who is in the turn and for who waits behind it", async () => {
    const { groups, commit } = journal({ times: { ...TIMES, waitMs: 300 } });
    const key = randomUUID();
    const lock = await hold(key);
    const answers = await Promise.allSettled(numbered(60).map((job) => commit.submit(job, [key])));
    for (const answer of answers) {
      expect(answer.status === "rejected" && answer.reason).toBeInstanceOf(LockTimeoutError);
    }
    expect(groups).toEqual([]);
    await lock.release();
    expect(await commit.submit("later", [key])).toBe("done later");
  });

  it("tells the place in line, and when the work begins", async () => {
    const { commit } = journal();
    const key = randomUUID();
    const lock = await hold(key);
    const told: Progress[][] = [[], [], []];
    const answers = told.map((progress, index) =>
      commit.submit(String(index), [key], { onProgress: (one) => progress.push(one) }),
    );
    await until(() => told.every((progress) => progress.length > 0));
    expect(told.map(([first]) => first)).toEqual([1, 2, 3].map((place) => ({ state: "waiting", place })));
    await lock.release();
    await Promise.all(answers);
    for (const progress of told) expect(progress.at(-1)).toEqual({ state: "working" });
  });
});

describe("orders in one transaction", () => {
  /** Sells carts under the locks of all their products. */
  async function sell(purchases: readonly Purchase[]) {
    const keys = [...new Set(purchases.flatMap(({ lines }) => productKeys(lines)))];
    return locks().withLock(keys, TIMES, async (lock) => (await placeOrders(purchases, lock)).outcomes);
  }

  const purchase = (userId: string, productId: string, quantity = 1): Purchase => ({
    userId,
    lines: [{ productId, quantity }],
    locale: "en",
    once: null,
  });

  it("decides each in the order of coming, and what is refused changes nothing for the others", async () => {
    const product = await newProduct({ stock: 3, price: 1_000 });
    const [rich, poor, second, third] = await newShoppers(4, 2_000);
    const outcomes = await sell([
      purchase(rich?.id ?? "", product.id, 2),
      purchase(poor?.id ?? "", product.id, 9),
      // The same shopper once more, who has nothing left.
      purchase(rich?.id ?? "", product.id),
      purchase(second?.id ?? "", product.id),
      purchase(third?.id ?? "", product.id),
    ]);
    const shown = outcomes.map((one) => (one.status === "fulfilled" ? one.value.balance : one.reason.code));
    expect(shown).toEqual([0, "OUT_OF_STOCK", "INSUFFICIENT_POINTS", 1_000, "OUT_OF_STOCK"]);
    expect(await stockOf(product.id)).toEqual({ quantity: 0, moved: 0 });
    expect(await soldOf(product.id)).toBe(3);
    expect(await walletOf(rich?.id ?? "")).toMatchObject({ balance: 0, sum: 0, rows: 2, seq: 2 });
    expect(await walletOf(poor?.id ?? "")).toMatchObject({ balance: 2_000, rows: 1 });
  });

  it("counts every order of a shopper who is in it twice", async () => {
    const product = await newProduct({ stock: 9, price: 100 });
    const [shopper] = await newShoppers(1, 1_000);
    const outcomes = await sell(
      [1, 2, 3].map((quantity) => purchase(shopper?.id ?? "", product.id, quantity)),
    );
    expect(outcomes.map((one) => one.status === "fulfilled" && one.value.balance)).toEqual([900, 700, 400]);
    expect(await walletOf(shopper?.id ?? "")).toMatchObject({ balance: 400, sum: 400, rows: 4, seq: 4 });
  });

  it("leaves a poisoned order alone with its failure", async () => {
    const product = await newProduct({ stock: 20, price: 1 });
    const shoppers = await newShoppers(7, 10);
    const work = async (some: readonly Purchase[], lock: KeyHold) => (await placeOrders(some, lock)).outcomes;
    const commit = new GroupCommit({ times: TIMES, maxJobs: 50, work });
    const lock = await hold(productKey(product.id));
    const answers = shoppers.map(({ id }, index) => {
      // No such person: the database refuses the record of the fourth, and with it the whole statement.
      const once = { userId: "nobody", route: "/", key: randomUUID(), requestHash: "", status: 201 };
      const order = { ...purchase(id, product.id), once: index === 3 ? once : null };
      return commit.submit(order, [productKey(product.id)]);
    });
    await lock.release();
    const outcomes = await Promise.allSettled(answers);
    expect(outcomes.map(({ status }) => status === "fulfilled")).toEqual(shoppers.map((_, at) => at !== 3));
    expect(await stockOf(product.id)).toEqual({ quantity: 14, moved: 14 });
    expect(await walletOf(shoppers[3]?.id ?? "")).toMatchObject({ balance: 10, rows: 1 });
  });
});
