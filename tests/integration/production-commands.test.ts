import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { shop } from "#tests/support/environment.ts";
import { type OwnCommand, runScriptFile } from "#tests/support/own-command.ts";
import { emptyDatabase, type OwnDatabase } from "#tests/support/own-database.ts";
import { freePort, RedisServer } from "#tests/support/redis-server.ts";

const DIST_DIR = process.env["NEXT_DIST_DIR"] ?? ".next";
const ADMIN = { ADMIN_EMAIL: "owner@shop.test", ADMIN_PASSWORD: "a-long-enough-password" };

let database: OwnDatabase;
let redis: RedisServer;
let sql: postgres.Sql;
let dataDir: string;
let settings: Record<string, string>;
const running: OwnCommand[] = [];

beforeAll(async () => {
  database = await emptyDatabase(shop.DATABASE_URL);
  sql = postgres(database.url, { max: 1, onnotice: () => {} });
  redis = await RedisServer.start();
  dataDir = mkdtempSync(join(tmpdir(), "lockstep-production-"));
  settings = {
    DATA_DIR: dataDir,
    DATABASE_URL: database.url,
    REDIS_URL: redis.url,
    AUTH_SECRET: "the-secret-of-all-machines-0123456789",
    NEXT_DIST_DIR: DIST_DIR,
    PORT: String(await freePort()),
  };
});

afterEach(async () => {
  for (const command of running.splice(0)) {
    command.process.kill("SIGTERM");
    await command.ended;
  }
});

afterAll(async () => {
  await sql.end();
  await database.drop();
  await redis.kill();
  rmSync(dataDir, { recursive: true, force: true });
});

/** Runs a command to its end. `changes` are to the settings of a machine of the shop; an empty one takes one away. */
async function run(name: string, args: string[] = [], changes: Record<string, string> = {}) {
  const command = runScriptFile(name, args, { ...settings, ...changes });
  running.push(command);
  const code = await command.ended;
  running.splice(running.indexOf(command), 1);
  return { code, printed: command.printed() };
}

const countOf = async (table: string) => (await sql.unsafe(`select from ${table}`)).length;

// In the order in which an operator uses them, on one database.
describe("the commands for production", { timeout: 120_000 }, () => {
  it("are refused without what they stand on, and say what to set", async () => {
    const [migrate, seed, serve, start] = await Promise.all([
      run("migrate", [], { DATABASE_URL: "" }),
      run("seed", ["everything"]),
      run("serve", [], { REDIS_URL: "" }),
      // The caller has no NODE_ENV: `npm start` is the production server all the same.
      run("start", [], { AUTH_SECRET: "" }),
    ]);
    expect(migrate).toMatchObject({ code: 1, printed: expect.stringContaining("set DATABASE_URL") });
    expect(seed).toMatchObject({ code: 1, printed: expect.stringContaining("seed -- none") });
    expect(serve).toMatchObject({ code: 1, printed: expect.stringContaining("set REDIS_URL") });
    expect(start).toMatchObject({ code: 1, printed: expect.stringContaining("set AUTH_SECRET") });
  });

  it("serve refuses a database that is not migrated, a build that is not there, and one of other files", async () => {
    const stale = mkdtempSync(join(tmpdir(), "lockstep-stale-"));
    writeFileSync(join(stale, "lockstep-build"), "made from other files");
    const [unmigrated, secretless, missing, old] = await Promise.all([
      run("serve"),
      run("serve", [], { AUTH_SECRET: "", DATA_DIR: join(dataDir, "b") }),
      run("serve", [], { NEXT_DIST_DIR: join(dataDir, "nothing"), DATA_DIR: join(dataDir, "c") }),
      run("serve", [], { NEXT_DIST_DIR: stale, DATA_DIR: join(dataDir, "d") }),
    ]);
    rmSync(stale, { recursive: true });
    expect(unmigrated).toMatchObject({ code: 1, printed: expect.stringContaining("npm run migrate") });
    expect(secretless).toMatchObject({ code: 1, printed: expect.stringContaining("set AUTH_SECRET") });
    expect(missing).toMatchObject({ code: 1, printed: expect.stringContaining("There is no build") });
    expect(old).toMatchObject({ code: 1, printed: expect.stringContaining("stale") });
  });

  it("serve says at once which setting is wrong, and takes no half of a build for one", async () => {
    const half = mkdtempSync(join(tmpdir(), "lockstep-half-"));
    // As a build that was stopped leaves it: of these very files, and without what Next starts from.
    cpSync(join(DIST_DIR, "lockstep-build"), join(half, "lockstep-build"));
    const wrong = [
      ["AUTH_SECRET", "short"],
      ["TRUST_PROXY", "yes"],
      ["PUBLIC_URL", "shop.example.com"],
      ["DATABASE_URL", "mysql://localhost/shop"],
      ["REDIS_URL", "localhost:6379"],
      ["PORT", "0"],
    ];
    const [told, built] = await Promise.all([
      Promise.all(wrong.map(([name = "", value = ""]) => run("serve", [], { [name]: value }))),
      run("serve", [], { NEXT_DIST_DIR: half }),
    ]);
    rmSync(half, { recursive: true });
    for (const [at, { code, printed }] of told.entries()) {
      expect(printed).toContain(wrong[at]?.[0]);
      expect(printed).not.toMatch(/^ +at /m);
      expect(code).toBe(1);
    }
    expect(built).toMatchObject({ code: 1, printed: expect.stringContaining("There is no build") });
  });

  it("migrate and seed say what PostgreSQL has against them, without a stack", async () => {
    const at = (change: (url: URL) => void) => {
      const url = new URL(database.url);
      change(url);
      return { DATABASE_URL: url.href };
    };
    const closed = await freePort();
    const nobody = at((url) => Object.assign(url, { username: "nobody", password: "wrong" }));
    const nowhere = at((url) => Object.assign(url, { pathname: "/nothing" }));
    const told = await Promise.all([
      run(
        "migrate",
        [],
        at((url) => Object.assign(url, { port: String(closed) })),
      ),
      run("migrate", [], nobody),
      run("migrate", [], nowhere),
      run("seed", ["none"], ADMIN),
      run("audit", [], nowhere),
    ]);
    const says = [
      "is not reached",
      "does not let us in",
      "no such database",
      "npm run migrate",
      "no such database",
    ];
    for (const [index, { code, printed }] of told.entries()) {
      expect(printed).toContain(says[index]);
      expect(printed).not.toMatch(/^ +at /m);
      expect(code).toBe(1);
    }
  });

  it("migrate waits for another migration, and for no session that only keeps its lock", async () => {
    const own = await emptyDatabase(shop.DATABASE_URL);
    const holder = postgres(own.url, { max: 1, onnotice: () => {} });
    // As who migrates right now has it.
    const waiting = await holder.begin(async (tx) => {
      await tx`select pg_advisory_xact_lock(7105331)`;
      const migrate = runScriptFile("migrate", [], { ...settings, DATABASE_URL: own.url });
      running.push(migrate);
      await migrate.says(/waiting for another migration/);
      return { migrate };
    });
    expect(await waiting.migrate.ended, waiting.migrate.printed()).toBe(0);
    // As a client that a pooler has outlived leaves it.
    await holder`select pg_advisory_lock(7105331)`;
    const refused = await run("migrate", [], { DATABASE_URL: own.url });
    expect(refused).toMatchObject({ code: 1, printed: expect.stringContaining("pg_terminate_backend") });
    await holder.end();
    expect(await run("migrate", [], { DATABASE_URL: own.url })).toMatchObject({ code: 0 });
    await own.drop();
  });

  it("migrate holds up nobody behind a table that a dump or an open transaction keeps", async () => {
    const own = await emptyDatabase(shop.DATABASE_URL);
    const holder = postgres(own.url, { max: 1, onnotice: () => {} });
    await holder.unsafe(`create schema drizzle; create table drizzle.__drizzle_migrations
      (id serial primary key, hash text not null, created_at bigint)`);
    const migrate = await holder.begin(async (tx) => {
      await tx`lock table drizzle.__drizzle_migrations in access exclusive mode`;
      const command = runScriptFile("migrate", [], { ...settings, DATABASE_URL: own.url });
      running.push(command);
      await command.says(/in use; trying again/);
      return { command };
    });
    expect(await migrate.command.ended, migrate.command.printed()).toBe(0);
    await holder.end();
    await own.drop();
  });

  it("migrate brings an empty database up to date, also from two machines at once, and holds no lock after", async () => {
    const both = await Promise.all([run("migrate"), run("migrate", [], { DATA_DIR: join(dataDir, "b") })]);
    expect(both.map(({ code }) => code)).toEqual([0, 0]);
    expect(await countOf("products")).toBe(0);
    expect(await countOf("pg_locks where locktype = 'advisory'")).toBe(0);
    const { entries } = JSON.parse(readFileSync("db/migrations/meta/_journal.json", "utf8")) as {
      entries: unknown[];
    };
    expect(await countOf("drizzle.__drizzle_migrations")).toBe(entries.length);
  });

  it("seed and start make no admin whom nobody named", async () => {
    const [seed, start] = await Promise.all([
      run("seed", ["none"]),
      run("start", [], { DATA_DIR: join(dataDir, "b") }),
    ]);
    expect(seed).toMatchObject({ code: 1, printed: expect.stringContaining("set ADMIN_EMAIL") });
    expect(start).toMatchObject({ code: 1, printed: expect.stringContaining("set ADMIN_EMAIL") });
    expect(await countOf("users")).toBe(0);
  });

  it("seed none makes the admin who is named, and nothing else", async () => {
    expect(await run("seed", ["none"], ADMIN)).toMatchObject({ code: 0 });
    const people = await sql`select email, role from users`;
    expect([...people]).toEqual([{ email: ADMIN.ADMIN_EMAIL, role: "admin" }]);
    expect(await countOf("products")).toBe(0);
    expect(await countOf("orders")).toBe(0);
  });

  it("start fills a database of the operator's with nothing", async () => {
    const start = runScriptFile("start", [], settings);
    running.push(start);
    await start.says(/Lockstep is open at/);
    expect(await countOf("users")).toBe(1);
    expect(await countOf("products")).toBe(0);
  });

  it("serve answers for the shop, writes nothing but its facts into DATA_DIR, and ends at SIGTERM", async () => {
    const serve = runScriptFile("serve", [], { ...settings, APP_INSTANCES: "2" });
    running.push(serve);
    await serve.says(/Lockstep is served at/);
    const url = `http://localhost:${settings["PORT"]}`;
    expect((await fetch(`${url}/api/products`)).status).toBe(200);
    const signIn = await fetch(`${url}/api/auth/sign-in/email`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ email: ADMIN.ADMIN_EMAIL, password: ADMIN.ADMIN_PASSWORD }),
    });
    expect(signIn.status).toBe(200);
    const second = await run("serve", [], { PORT: String(await freePort()) });
    expect(second).toMatchObject({ code: 1, printed: expect.stringContaining("already running") });
    serve.process.kill("SIGTERM");
    expect(await serve.ended).toBe(0);
  });

  it("audit looks a database over by its address alone", async () => {
    const { code, printed } = await run("audit", [], { REDIS_URL: "", AUTH_SECRET: "" });
    expect(printed).toContain(", 0 broken");
    expect(code).toBe(0);
  });

  it("seed demo fills an empty shop once, and asks for no admin", async () => {
    const own = await emptyDatabase(shop.DATABASE_URL);
    const changes = { DATABASE_URL: own.url };
    expect((await run("migrate", [], changes)).code).toBe(0);
    const first = await run("seed", ["demo"], changes);
    expect(first).toMatchObject({ code: 0, printed: expect.stringContaining("filled the empty shop") });
    const again = await run("seed", ["demo"], changes);
    expect(again).toMatchObject({ code: 0, printed: expect.stringContaining("not empty") });
    await own.drop();
  });
});

describe("the build", () => {
  it("has ids that another machine's build of the same files has too", () => {
    const stamp = readFileSync(join(DIST_DIR, "lockstep-build"), "utf8");
    expect(readFileSync(join(DIST_DIR, "BUILD_ID"), "utf8")).toBe(stamp.slice(0, 20));
    const actions = readFileSync(join(DIST_DIR, "server/server-reference-manifest.json"), "utf8");
    const { encryptionKey } = JSON.parse(actions) as { encryptionKey: string };
    // What salts the ids of actions; the key that hides their values comes from AUTH_SECRET.
    expect(Buffer.from(encryptionKey, "base64")).toHaveLength(32);
    expect(encryptionKey).toBe("jPADtNTL/FGGh3DV+24+KbrKnVVgPAsPa9LrDX33PEI=");
  });
});
