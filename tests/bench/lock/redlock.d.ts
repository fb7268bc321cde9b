// What the benchmark uses of packages whose own types TypeScript does not find.

declare module "redlock-4" {
  import type { Redis } from "ioredis";

  export default class Redlock {
    constructor(clients: Redis[], options: { retryCount: number });
    lock(resources: string[], ttl: number): Promise<{ unlock(): Promise<void> }>;
  }
}

declare module "redlock-5" {
  import type { Redis } from "ioredis";

  export default class Redlock {
    constructor(
      clients: Redis[],
      settings: { retryCount: number; retryDelay?: number; retryJitter?: number },
    );
    acquire(resources: string[], duration: number): Promise<{ release(): Promise<unknown> }>;
  }
}
