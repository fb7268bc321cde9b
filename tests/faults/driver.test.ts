import { setTimeout as pause } from "node:timers/promises";
import postgres from "postgres";
import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";
import { shop } from "#tests/support/environment.ts";
import { PostgresProxy } from "#tests/support/faults/postgres-proxy.ts";
import { PgBouncer } from "#tests/support/pgbouncer.ts";
import { database } from "#tests/support/truth.ts";

/**
 * What postgres.js 3.4.9 does wrong by itself, and `patches/` mends. The numbers are of the issues and pull
 * requests of github.com/porsager/postgres.
 */

let sql: postgres.Sql;
let uncaught: unknown[] = [];
const note = (error: unknown) => uncaught.push(error);

function openPool(max: number, url = shop.DATABASE_URL): postgres.Sql {
  return postgres(url, { max, connect_timeout: 2, onnotice: () => {}, fetch_types: false });
}

/** The address for a pool that sends a connection's next query when the last one is answered. */
function oneAtATime(databaseUrl: string): string {
  const url = new URL(databaseUrl);
  url.searchParams.set("max_pipeline", "1");
  return url.href;
}

beforeEach(() => {
  uncaught = [];
  process.on("uncaughtException", note);
});

afterEach(async () => {
  process.off("uncaughtException", note);
  await sql.end({ timeout: 1 });
});

afterAll(() => database.end());

const codeOf = (error: unknown): unknown =>
  error instanceof Error && "code" in error ? error.code : String(error);
const settled = (promise: Promise<unknown>) =>
  Promise.race([promise.then(() => "done", codeOf), pause(4_000).then(() => "never")]);

async function endBackend(pid: unknown): Promise<void> {
  await database`select pg_terminate_backend(${Number(pid)})`;
}

describe("a transaction whose backend is ended", () => {
  /** Ends the backend while the transaction awaits something else, and then goes on with `next`. */
  async function loseBackend(next: (tx: postgres.TransactionSql) => Promise<unknown>) {
    let work: Promise<unknown> = Promise.resolve();
    const ended = await settled(
      sql.begin((tx) => {
        work = (async () => {
          const [row] = await tx`select pg_backend_pid() as pid`;
          await endBackend(row?.["pid"]);
          await pause(100);
          return next(tx);
        })();
        return work;
      }),
    );
    // The transaction is over at once; what it was doing goes on until it notices.
    await settled(work);
    return ended;
  }

  it("breaks neither the process nor the pool's place for the next (1208, 1133, 1154)", async () => {
    sql = openPool(1);
    for (let round = 0; round < 3; round += 1) {
      const ended = await loseBackend((tx) => tx`select 1`);
      expect(ended).toBe("57P01");
      await pause(50);
      expect(await settled(sql`select 1`.execute())).toBe("done");
    }
    expect(uncaught).toEqual([]);
  });

  it("does not run what is left of it on the connection of somebody else (1155, 1215)", async () => {
    sql = openPool(1);
    await database`create table if not exists driver_probe (note text)`;
    await database`delete from driver_probe`;
    const ended = await loseBackend(async (tx) => {
      // The pool connects anew for another caller, on the same place.
      await sql`select 1`;
      await tx`insert into driver_probe values ('outside of its transaction')`;
    });
    expect(ended).toBe("57P01");
    await pause(100);
    expect(await database`select note from driver_probe`).toHaveLength(0);
    await database`drop table driver_probe`;
  });

  it("does not roll back the transaction of somebody else (1215)", async () => {
    sql = openPool(1);
    let release = () => {};
    const other = new Promise<void>((resolve) => {
      release = resolve;
    });
    let isOpen = () => {};
    const opened = new Promise<void>((resolve) => {
      isOpen = resolve;
    });
    const first = loseBackend(async () => {
      await opened;
      throw new Error("rolled back");
    });
    await pause(150);
    const second = sql.begin(async (tx) => {
      await tx`select 1`;
      isOpen();
      await other;
      const [row] = await tx`select pg_current_xact_id_if_assigned() is null as fresh, now() as began`;
      const [again] = await tx`select now() as began`;
      return String(row?.["began"]) === String(again?.["began"]);
    });
    await first;
    await pause(50);
    release();
    expect(await second).toBe(true);
    expect(uncaught).toEqual([]);
  });

  it("answers every query of it, those that wait for their turn too (1186)", async () => {
    sql = openPool(1, oneAtATime(shop.DATABASE_URL));
    const outcomes: Promise<unknown>[] = [];
    await settled(
      sql.begin(async (tx) => {
        const [row] = await tx`select pg_backend_pid() as pid`;
        for (let query = 0; query < 4; query += 1) outcomes.push(settled(tx`select pg_sleep(3)`.execute()));
        await pause(50);
        await endBackend(row?.["pid"]);
        await Promise.all(outcomes);
      }),
    );
    const answers = await Promise.all(outcomes);
    expect(answers).not.toContain("never");
    expect(answers).not.toContain("done");
  });
});

it("a reserved connection whose backend is ended can be given back (1199)", async () => {
  sql = openPool(1);
  const reserved = await sql.reserve();
  const [row] = await reserved`select pg_backend_pid() as pid`;
  await endBackend(row?.["pid"]);
  await pause(100);
  expect(await settled(reserved`select 1`.execute())).toBe("57P01");
  reserved.release();
  expect(await settled(sql`select 1`.execute())).toBe("done");
  expect(uncaught).toEqual([]);
});

it("a query that fails in the middle of its rows leaves no holes in the next (1119, 1181, 795)", async () => {
  sql = openPool(1);
  const failing = settled(sql`select 1 / (4 - i) as x from generate_series(1, 9) as i`.execute());
  const next = sql`select x from generate_series(1, 5) as x`;
  expect(await failing).toBe("22012");
  expect(Array.from(await next, (row) => row?.["x"])).toEqual([1, 2, 3, 4, 5]);
});

it("a query that can't be sent fails alone, and the next one gets its own answer", async () => {
  sql = openPool(1);
  await sql`select 1`;
  const first = settled(sql`select pg_sleep(0.2)`.execute());
  const broken = settled(sql.unsafe("select $1::text", [undefined as unknown as string]).execute());
  const next = sql`select 7 as x`;
  expect(await first).toBe("done");
  expect(await broken).toBe("UNDEFINED_VALUE");
  expect((await next)[0]?.["x"]).toBe(7);
});

describe("through a network that fails", () => {
  let proxy: PostgresProxy;

  beforeEach(async () => {
    proxy = await PostgresProxy.start(shop.DATABASE_URL);
  });

  afterEach(() => proxy.stop());

  it("a silent connection is given up in time, and replaced (1089)", async () => {
    sql = postgres(proxy.url, { max: 1, query_timeout: 1, connect_timeout: 1, fetch_types: false });
    await sql`select 1`;
    proxy.silence();
    expect(await settled(sql`select 1`.execute())).toBe("QUERY_TIMEOUT");
    expect(await settled(sql`select 1`.execute())).toBe("done");
  });

  it("what waits for a place behind silent connections is answered in time", async () => {
    sql = postgres(oneAtATime(proxy.url), {
      max: 1,
      query_timeout: 1,
      connect_timeout: 1,
      fetch_types: false,
    });
    await sql`select 1`;
    proxy.silence();
    proxy.silentHandshake = true;
    const waiting = Promise.all(Array.from({ length: 5 }, () => settled(sql`select 1`.execute())));
    const answers = await waiting;
    expect(answers).not.toContain("never");
    expect(answers).not.toContain("done");
    proxy.heal();
    await pause(100);
    expect(await settled(sql`select 1`.execute())).toBe("done");
  });

  it("a cut in the middle of an answer costs that answer and no other", async () => {
    sql = openPool(1, proxy.url);
    await sql`select 1`;
    let left = 1;
    proxy.fate = ({ way, message }) =>
      way === "answer" && message.type === "D" && left-- > 0 ? "cut" : "pass";
    expect(await settled(sql`select x from generate_series(1, 9) as x`.execute())).toBe("CONNECTION_CLOSED");
    const rows = await sql`select x from generate_series(1, 3) as x`;
    expect(Array.from(rows, (row) => row["x"])).toEqual([1, 2, 3]);
    expect(uncaught).toEqual([]);
  });

  it("a COMMIT that the server answers by ROLLBACK is no success", async () => {
    sql = openPool(1, proxy.url);
    // As behind a pooler that has lost the named statement: the transaction was aborted before it is ended.
    proxy.rewrite = (text) => (text === "commit" ? "rollback" : text);
    expect(await settled(sql.begin((tx) => tx`select 1`))).toBe("TRANSACTION_ROLLED_BACK");
    proxy.rewrite = null;
    expect(await settled(sql`select 1`.execute())).toBe("done");
  });
});

it("PgBouncer's last word on a connection is told as it is, and nobody gets the connection after it", async () => {
  const bouncer = await PgBouncer.start(shop.DATABASE_URL, 1, "query_wait_timeout = 1");
  sql = postgres(bouncer.url, { max: 1, prepare: false, fetch_types: false, onnotice: () => {} });
  await sql`select 1`;
  const holder = postgres(bouncer.url, { max: 1, prepare: false, fetch_types: false });
  await holder.begin(async (tx) => {
    // The one server is taken: who asks for it is sent away by PgBouncer itself, whose errors have no `severity`.
    await tx`select 1`;
    expect(await settled(sql`select 1`.execute())).toBe("08P01");
  });
  expect(await settled(sql`select 1`.execute())).toBe("done");
  expect(uncaught).toEqual([]);
  await holder.end({ timeout: 1 });
  await bouncer.stop();
});
