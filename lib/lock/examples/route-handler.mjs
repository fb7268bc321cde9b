// A Next route handler (app/api/redeem/route.js): one redemption of a code at a time, and an honest 503.
import { createLockManager, isLockError } from "@lockstep/lock";
import { Redis } from "ioredis";

const redis = new Redis(process.env.REDIS_URL ?? "redis://127.0.0.1:6379", { lazyConnect: true });
const locks = createLockManager({ redis, unavailableAfterMs: 3_000 });

export async function POST(request) {
  const { code } = await request.json();
  const times = { waitMs: 2_000, leaseMs: 5_000, signal: request.signal };
  try {
    const token = await locks.withLock(`code:${code}`, times, async (lock) => String(lock.token));
    return Response.json({ redeemed: code, token }, { status: 201 });
  } catch (error) {
    if (!isLockError(error, "LOCK_TIMEOUT") && !isLockError(error, "LOCK_UNAVAILABLE")) throw error;
    return Response.json({ code: "BUSY" }, { status: 503, headers: { "Retry-After": "1" } });
  }
}

// Next calls POST by itself; this shows it without Next.
const answer = await POST(
  new Request("http://shop/api/redeem", { method: "POST", body: '{"code":"SPRING"}' }),
);
console.log(answer.status, await answer.json());
await locks.close();
