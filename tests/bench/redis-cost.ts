import type { Redis } from "ioredis";

/** What Redis has done since it was started. */
export interface RedisCost {
  readonly cpuUs: number;
  /** Commands, also those inside scripts. */
  readonly commands: number;
  /** Reads from sockets: round trips, for who does not pipeline. */
  readonly reads: number;
}

/** Reads the server's counters. */
export async function redisCost(redis: Redis): Promise<RedisCost> {
  const info = await redis.info();
  const read = (name: string) => Number(new RegExp(`^${name}:([\\d.]+)`, "m").exec(info)?.[1]);
  return {
    cpuUs: (read("used_cpu_user") + read("used_cpu_sys")) * 1e6,
    commands: read("total_commands_processed"),
    reads: read("total_reads_processed"),
  };
}

/** The difference of two counts, for each of so many; one command and one read of it are the count's own. */
export function costPer(before: RedisCost, after: RedisCost, count: number): RedisCost {
  const each = Math.max(1, count);
  return {
    cpuUs: (after.cpuUs - before.cpuUs) / each,
    commands: (after.commands - before.commands - 1) / each,
    reads: (after.reads - before.reads - 1) / each,
  };
}
