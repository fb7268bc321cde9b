import { afterAll, describe, expect, it } from "vitest";
import { closeDatabase } from "#db/client.ts";
import { closeLocks, locks, userKey } from "#lib/locking/locks.ts";
import { topUpPoints } from "#lib/points/top-up-points.ts";
import { isVersionConflict, topUpWallets } from "#lib/points/top-up-wallets.ts";
import { closeRedis } from "#lib/redis/client.ts";
import { newShopper, newShoppers } from "#tests/support/people.ts";
import { until } from "#tests/support/redis-server.ts";
import { database, walletOf } from "#tests/support/truth.ts";

afterAll(async () => {
  await closeLocks();
  await closeRedis();
  await closeDatabase();
  await database.end();
});

/** Charges a wallet as a checkout moves it: without the shopper's lock, in a transaction that `meanwhile` delays; it is told the backend. */
async function moveBehind(userId: string, meanwhile: (pid: number) => Promise<void>): Promise<void> {
  await database.begin(async (tx) => {
    await tx`
      update wallets set balance = balance + 7, version = version + 1, ledger_seq = ledger_seq + 1
      where user_id = ${userId}`;
    await tx`
      insert into point_ledger (id, user_id, seq, type, amount, balance_after)
      select ${`behind-${userId}`}, user_id, ledger_seq, 'charge', 7, balance from wallets where user_id = ${userId}`;
    const [backend] = await tx`select pg_backend_pid() as pid`;
    await meanwhile(Number(backend?.["pid"]));
  });
}

/** Until somebody waits for a row that this backend holds. */
const somebodyWaitsFor = (pid: number) =>
  until(async () => {
    const [row] = await database`
      select exists (select from pg_stat_activity where ${pid} = any(pg_blocking_pids(pid))) as waits`;
    return row?.["waits"] === true;
  });

describe("a top-up whose wallet moves after it was read", () => {
  it("is refused by the version, and has changed nothing", async () => {
    const { id } = await newShopper(100);
    let refusal: Promise<unknown> | undefined;
    await moveBehind(id, async (pid) => {
      refusal = locks()
        .withLock(userKey(id), { waitMs: 5_000, leaseMs: 5_000 }, (lock) =>
          topUpWallets([{ userId: id, points: 1_000, once: null }], lock),
        )
        .catch((error: unknown) => error);
      await somebodyWaitsFor(pid);
    });
    expect(await refusal).toSatisfy(isVersionConflict);
    expect(await walletOf(id)).toEqual({ balance: 107, sum: 107, rows: 2, seq: 2 });
  });

  it("tries again, and loses neither", async () => {
    const { id } = await newShopper(100);
    let answer: ReturnType<typeof topUpPoints> | undefined;
    await moveBehind(id, async (pid) => {
      answer = topUpPoints({ userId: id, points: 1_000, once: null });
      await somebodyWaitsFor(pid);
    });
    expect(await answer).toMatchObject({ balance: 1_107 });
    expect(await walletOf(id)).toEqual({ balance: 1_107, sum: 1_107, rows: 3, seq: 3 });
  });
});

describe("top-ups in one transaction", () => {
  it("give each wallet its own, and a shopper who is in it twice both", async () => {
    const [first, second] = await newShoppers(2, 0);
    const ids = [first?.id ?? "", second?.id ?? "", first?.id ?? ""];
    const outcomes = await locks().withLock(
      [...new Set(ids)].map(userKey),
      { waitMs: 5_000, leaseMs: 5_000 },
      (lock) =>
        topUpWallets(
          ids.map((userId, index) => ({ userId, points: 100 * (index + 1), once: null })),
          lock,
        ),
    );
    const balances = outcomes.map((one) => one.status === "fulfilled" && one.value.balance);
    expect(balances).toEqual([100, 200, 400]);
    expect(await walletOf(ids[0] ?? "")).toEqual({ balance: 400, sum: 400, rows: 2, seq: 2 });
    expect(await walletOf(ids[1] ?? "")).toEqual({ balance: 200, sum: 200, rows: 1, seq: 1 });
  });
});
