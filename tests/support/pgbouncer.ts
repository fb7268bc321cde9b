import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import postgres from "postgres";
import { debianProgram } from "./debian-program.ts";
import { freePort } from "./redis-server.ts";

/** Debian's PgBouncer in transaction mode before a database, of a test's own. */
export class PgBouncer {
  private constructor(
    readonly url: string,
    private readonly child: ChildProcess,
    private readonly folder: string,
  ) {}

  /**
   * @param servers connections to PostgreSQL: few, so that every client meets many of them.
   * @param settings lines of its file beside those of every test's.
   */
  static async start(databaseUrl: string, servers = 12, ...settings: string[]): Promise<PgBouncer> {
    const program = await debianProgram("pgbouncer");
    const { hostname, port, username, password, pathname } = new URL(databaseUrl);
    const folder = mkdtempSync(join(tmpdir(), "lockstep-pgbouncer-"));
    chmodSync(folder, 0o755);
    const own = await freePort();
    const name = pathname.slice(1);
    const lines = [
      "[databases]",
      `${name} = host=${hostname} port=${port} dbname=${name} user=${username} password='${password}'`,
      "[pgbouncer]",
      "listen_addr = 127.0.0.1",
      `listen_port = ${own}`,
      "unix_socket_dir =",
      "auth_type = any",
      "pool_mode = transaction",
      `default_pool_size = ${servers}`,
      // The next transaction gets another server than the last one.
      "server_round_robin = 1",
      "max_client_conn = 500",
      ...settings,
    ];
    const file = join(folder, "pgbouncer.ini");
    writeFileSync(file, `${lines.join("\n")}\n`, { mode: 0o644 });
    const asOther = process.getuid?.() === 0 ? ["-u", "nobody"] : [];
    const child = spawn(program, [...asOther, file], { stdio: ["ignore", "ignore", "pipe"] });
    let log = "";
    child.stderr.on("data", (chunk) => {
      log += chunk;
    });
    const url = new URL(databaseUrl);
    url.host = `127.0.0.1:${own}`;
    const bouncer = new PgBouncer(url.href, child, folder);
    await bouncer.#answers().catch(() => {
      throw new Error(`PgBouncer did not start:\n${log}`);
    });
    return bouncer;
  }

  async stop(): Promise<void> {
    const gone = once(this.child, "exit");
    this.child.kill("SIGKILL");
    await gone;
    rmSync(this.folder, { recursive: true, force: true });
  }

  async #answers(): Promise<void> {
    for (const end = Date.now() + 10_000; ; await pause(50)) {
      const client = postgres(this.url, { max: 1, connect_timeout: 1, prepare: false, onnotice: () => {} });
      const isThere = await client`select 1`.then(
        () => true,
        () => false,
      );
      await client.end({ timeout: 1 });
      if (isThere) return;
      if (Date.now() > end || this.child.exitCode !== null) throw new Error("no answer");
    }
  }
}
