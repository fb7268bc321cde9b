// A cart of several products: all of their locks or none, in no order that the caller must know.
import { createLockManager } from "@lockstep/lock";
import { Redis } from "ioredis";

const redis = new Redis(process.env.REDIS_URL ?? "redis://127.0.0.1:6379", { lazyConnect: true });
const locks = createLockManager({ redis });
const stock = { tea: 3, cup: 3 };

const buy = (cart) =>
  locks.withLock(
    cart.map((name) => `product:${name}`),
    { waitMs: 5_000, leaseMs: 10_000 },
    async (lock) => {
      lock.signal.throwIfAborted();
      if (cart.some((name) => stock[name] < 1)) return "sold out";
      for (const name of cart) stock[name] -= 1; // in a database: ... SET fence = token WHERE fence <= token
      return "bought";
    },
  );

console.log(await Promise.all([["tea", "cup"], ["cup", "tea"], ["tea"], ["tea", "cup"]].map(buy)));
await locks.close();
