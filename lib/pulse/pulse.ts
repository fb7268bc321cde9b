import { redis } from "#lib/redis/client.ts";

/** What is counted second by second: orders, carts refused for want of stock, and orders that stood in line. */
const KINDS = ["orders", "soldOuts", "waits"] as const;
type PulseKind = (typeof KINDS)[number];

/** What happened in one second of the shop, in all its processes. */
export type PulseSecond = { readonly at: number } & Readonly<Record<PulseKind, number>>;

const FLUSH_MS = 1_000;
const MINUTES = 6;
const KEPT_SECONDS = (MINUTES + 1) * 60;
/** One slot for all of them, where Redis is a cluster. */
const keyOf = (minute: number) => `lockstep:{pulse}:${minute}`;

interface Pulse {
  counts: Map<string, number>;
  timer: NodeJS.Timeout | undefined;
}

const cache = globalThis as typeof globalThis & { lockstepPulse?: Pulse };

/** Counts; once a second the counts of this process go to Redis as one message, so that a rush costs no more. */
export function countPulse(what: PulseKind, times = 1): void {
  if (times === 0) return;
  cache.lockstepPulse ??= { counts: new Map(), timer: undefined };
  const pulse = cache.lockstepPulse;
  const field = `${Math.floor(Date.now() / 1_000)}:${what}`;
  pulse.counts.set(field, (pulse.counts.get(field) ?? 0) + times);
  pulse.timer ??= setTimeout(flush, FLUSH_MS).unref();
}

function flush(): void {
  const pulse = cache.lockstepPulse;
  if (!pulse) return;
  const pipeline = redis().pipeline();
  const minutes = new Set<number>();
  for (const [field, times] of pulse.counts) {
    const minute = Math.floor(Number.parseInt(field, 10) / 60);
    minutes.add(minute);
    pipeline.hincrby(keyOf(minute), field, times);
  }
  for (const minute of minutes) pipeline.expire(keyOf(minute), KEPT_SECONDS);
  pulse.counts = new Map();
  pulse.timer = undefined;
  // A chart without these seconds is all that is lost while Redis is away.
  pipeline.exec().catch(() => undefined);
}

/** The seconds of the last five minutes in which something happened, oldest first; none while Redis is away. */
export async function readPulse(): Promise<PulseSecond[]> {
  const now = Math.floor(Date.now() / 60_000);
  const minutes = Array.from({ length: MINUTES }, (_, ago) => now - MINUTES + 1 + ago);
  const hashes = await Promise.all(minutes.map((minute) => redis().hgetall(keyOf(minute)))).catch(() => []);
  const seconds = new Map<number, Record<PulseKind, number>>();
  for (const [field, times] of hashes.flatMap((hash) => Object.entries(hash))) {
    const [second = "", what] = field.split(":");
    const known = KINDS.find((each) => each === what);
    if (!known) continue;
    const counts = seconds.get(Number(second)) ?? { orders: 0, soldOuts: 0, waits: 0 };
    counts[known] += Number(times);
    seconds.set(Number(second), counts);
  }
  return [...seconds].sort(([a], [b]) => a - b).map(([at, counts]) => ({ at, ...counts }));
}
