// A job that several servers start at the same minute, and one of them does.
import { createLockManager } from "@lockstep/lock";
import { Redis } from "ioredis";

const redis = new Redis(process.env.REDIS_URL ?? "redis://127.0.0.1:6379", { lazyConnect: true });
const locks = createLockManager({ redis });

async function sendDailyReport() {
  const lock = await locks.tryAcquire("cron:daily-report", { leaseMs: 30_000 });
  if (!lock) return "another server does it";
  try {
    return `sent under token ${lock.token}`;
  } finally {
    await lock.release();
  }
}

console.log(await sendDailyReport());
await locks.close();
