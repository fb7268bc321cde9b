/** What the app's processes of one machine take of PostgreSQL's 200 connections; the rest is for scripts and you. */
const BUDGET = 180;
/** What each asks beside its pools, whether the database is there. */
const ASKING = 1;
/** More than these a process does not use. */
const [READS, WRITES] = [8, 6];

/** Connections of one app process, so that all processes of the machine fit PostgreSQL together. */
export function poolSizes(instances: number): { reads: number; writes: number } {
  const share = Math.min(READS + WRITES, Math.max(2, Math.floor(BUDGET / instances) - ASKING));
  const writes = Math.max(1, Math.floor((share * WRITES) / (READS + WRITES)));
  return { reads: share - writes, writes };
}
