import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Sql } from "postgres";
import { z } from "zod";
import { cpuOf } from "../process-cpu.ts";

const Facts = z.object({
  pids: z.object({ postgres: z.number(), redis: z.number(), app: z.array(z.number()) }),
});

/** CPU milliseconds of the shop's processes, and bytes of PostgreSQL's log. */
export interface Spent {
  readonly app: number;
  readonly postgres: number;
  readonly redis: number;
  readonly walBytes: number;
}

/** What the processes of a running shop use. */
export class Services {
  constructor(
    private readonly dataDir: string,
    private readonly sql: Sql,
  ) {}

  get appPid(): number {
    return this.#pids.app[0] ?? 0;
  }

  get postgresPid(): number {
    return this.#pids.postgres;
  }

  /** Memory of the app processes, in MiB. */
  get appMemory(): number {
    const kib = this.#pids.app.map((pid) =>
      Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0),
    );
    return kib.reduce((sum, one) => sum + one, 0) / 1_024;
  }

  async spent(): Promise<Spent> {
    const { app, postgres, redis } = this.#pids;
    const [wal] = await this.sql<{ bytes: string }[]>`
      select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::text as bytes`;
    return {
      app: app.reduce((sum, pid) => sum + cpuOf(pid), 0),
      postgres: cpuOf(postgres),
      redis: cpuOf(redis),
      walBytes: Number(wal?.bytes),
    };
  }

  get #pids() {
    return Facts.parse(JSON.parse(readFileSync(join(this.dataDir, "services.json"), "utf8"))).pids;
  }
}
