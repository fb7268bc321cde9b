import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { closeDatabase, type Tx } from "#db/client.ts";
import { isCommitUnknown } from "#db/commit-unknown.ts";
import { DEADLINES } from "#db/deadlines.ts";
import { failureCode } from "#db/failures.ts";
import { writeTransaction } from "#db/write-transaction.ts";
import { shop } from "#tests/support/environment.ts";
import {
  answersCommit,
  asksCommit,
  type Passing,
  PostgresProxy,
} from "#tests/support/faults/postgres-proxy.ts";
import { database } from "#tests/support/truth.ts";

let proxy: PostgresProxy;

beforeAll(async () => {
  proxy = await PostgresProxy.start(shop.DATABASE_URL);
  process.env["DATABASE_URL"] = proxy.url;
  await database`create table if not exists transaction_probe (id text primary key, note int)`;
});

beforeEach(() => writeTransaction((tx) => tx.execute(sql`select 1`)));

afterEach(() => proxy.heal());

afterAll(async () => {
  await closeDatabase();
  proxy.stop();
  await database`drop table transaction_probe`;
  await database.end();
});

const insert = (id: string) => async (tx: Tx) => {
  await tx.execute(sql`insert into transaction_probe values (${id}, 0)`);
  return id;
};
const stands = (id: string) => sql`select 1 from transaction_probe where id = ${id}`;
const isThere = async (id: string) =>
  (await database`select from transaction_probe where id = ${id}`).length === 1;

/** What became of a write as its caller hears it. */
async function said(write: Promise<unknown>): Promise<string> {
  try {
    await write;
    return "done";
  } catch (error) {
    return isCommitUnknown(error) ? "unknown" : (failureCode(error) ?? String(error));
  }
}

/** Does something with the first message that fits, and lets the rest pass. */
function once(fits: (passing: Passing) => boolean, act: () => "drop" | "cut" | "pass"): void {
  let isOver = false;
  proxy.fate = (passing) => {
    if (isOver || !fits(passing)) return "pass";
    isOver = true;
    return act();
  };
}

describe("a COMMIT without an answer", () => {
  it.each(["cut", "drop"] as const)("that was done is said to be done (%s)", async (fate) => {
    const id = randomUUID();
    once(answersCommit, () => fate);
    expect(await said(writeTransaction(insert(id), { stands }))).toBe("done");
    expect(await isThere(id)).toBe(true);
  });

  it("that was cut off before it got there is done by another try", async () => {
    const id = randomUUID();
    once(asksCommit, () => "cut");
    expect(await said(writeTransaction(insert(id), { stands }))).toBe("done");
    expect(await isThere(id)).toBe(true);
  });

  it("that got lost on its way is refused when the server has ended the transaction", async () => {
    const id = randomUUID();
    once(asksCommit, () => "drop");
    expect(await said(writeTransaction(insert(id), { stands }))).toMatch(/^(?:QUERY|TRANSACTION)_TIMEOUT$/);
    expect(await isThere(id)).toBe(false);
  });

  it("is not guessed at when the database can't be asked", async () => {
    const id = randomUUID();
    once(answersCommit, () => {
      proxy.refuses = true;
      proxy.cutAll();
      return "cut";
    });
    expect(await said(writeTransaction(insert(id), { stands }))).toBe("unknown");
    expect(await isThere(id)).toBe(true);
  });
});

describe("a transaction", () => {
  it("ends in time when the server says nothing more, and has changed nothing", async () => {
    const id = randomUUID();
    const startedAt = performance.now();
    const answer = said(
      writeTransaction(async (tx) => {
        await insert(id)(tx);
        proxy.silence();
        proxy.silentHandshake = true;
        await tx.execute(sql`select 1`);
      }),
    );
    expect(await answer).toMatch(/^(?:QUERY|TRANSACTION|CONNECT)_TIMEOUT$/);
    expect(performance.now() - startedAt).toBeLessThan(2 * DEADLINES.transaction);
    expect(await isThere(id)).toBe(false);
  });

  it("ends in time when its work hangs, and commits nothing afterwards", async () => {
    const id = randomUUID();
    let go = () => {};
    const hang = new Promise<void>((resolve) => {
      go = resolve;
    });
    const work = async (tx: Tx) => {
      await insert(id)(tx);
      await hang;
    };
    expect(await said(writeTransaction(work))).toMatch(/TIMEOUT|25P03/);
    go();
    await pause(300);
    expect(await isThere(id)).toBe(false);
  });

  it("leaves no row held for longer than the server may wait for its client", async () => {
    const id = randomUUID();
    await database`insert into transaction_probe values (${id}, 0)`;
    const hold = writeTransaction(async (tx) => {
      await tx.execute(sql`update transaction_probe set note = 1 where id = ${id}`);
      // Half-open: the server has not heard that its client is gone.
      proxy.dropClients();
      await tx.execute(sql`select 1`);
    });
    const held = said(hold);
    await pause(DEADLINES.idleInTransaction + 500);
    await database`update transaction_probe set note = 2 where id = ${id}`;
    await held;
  });

  it("is done again when its connection was cut before COMMIT", async () => {
    const id = randomUUID();
    let tries = 0;
    const work = async (tx: Tx) => {
      tries += 1;
      await insert(id)(tx);
      if (tries === 1) proxy.cutAll();
      await tx.execute(sql`select 1`);
    };
    expect(await said(writeTransaction(work))).toBe("done");
    expect(tries).toBe(2);
    expect(await isThere(id)).toBe(true);
  });

  it("is done again when it was the victim of a deadlock", async () => {
    const [a, b] = [randomUUID(), randomUUID()];
    await database`insert into transaction_probe values (${a}, 0), (${b}, 0)`;
    const add = (first: string, second: string) =>
      writeTransaction(async (tx) => {
        await tx.execute(sql`update transaction_probe set note = note + 1 where id = ${first}`);
        await pause(50);
        await tx.execute(sql`update transaction_probe set note = note + 1 where id = ${second}`);
      });
    expect(await Promise.all([said(add(a, b)), said(add(b, a))])).toEqual(["done", "done"]);
    const rows = await database`select note from transaction_probe where id in (${a}, ${b})`;
    expect(rows.map(({ note }) => note)).toEqual([2, 2]);
  });

  it("is done again on another connection when its own is read-only", async () => {
    const id = randomUUID();
    let tries = 0;
    const work = async (tx: Tx) => {
      tries += 1;
      if (tries === 1) await tx.execute(sql`set transaction read only`);
      return insert(id)(tx);
    };
    expect(await said(writeTransaction(work))).toBe("done");
    expect(await isThere(id)).toBe(true);
  });

  it("says that a row stayed locked, within its time", async () => {
    const id = randomUUID();
    await database`insert into transaction_probe values (${id}, 0)`;
    const holder = await database.reserve();
    await holder`begin`;
    await holder`update transaction_probe set note = 9 where id = ${id}`;
    const answer = await said(
      writeTransaction((tx) => tx.execute(sql`update transaction_probe set note = 1 where id = ${id}`)),
    );
    expect(answer).toMatch(/^(?:55P03|TRANSACTION_TIMEOUT)$/);
    await holder`rollback`;
    holder.release();
  });

  it("is not tried again when what it writes is refused", async () => {
    const id = randomUUID();
    await database`insert into transaction_probe values (${id}, 0)`;
    let tries = 0;
    const work = async (tx: Tx) => {
      tries += 1;
      return insert(id)(tx);
    };
    expect(await said(writeTransaction(work))).toBe("23505");
    expect(tries).toBe(1);
  });
});
