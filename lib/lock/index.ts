import { LockManager, type LockManagerOptions } from "./manager.ts";

export {
  isLockError,
  LockError,
  LockLostError,
  LockNestedError,
  LockTimeoutError,
  LockUnavailableError,
} from "./errors.ts";
export type { LockEvent, LockView } from "./events.ts";
export type { LockHealth } from "./health.ts";
export type { Lock } from "./held-lock.ts";
export type { LockManager, LockManagerOptions } from "./manager.ts";
export type { AcquireOptions, TryOptions } from "./options.ts";
export { runScript } from "./run-script.ts";

/** Makes the lock manager of this process. It connects at its first use. */
export function createLockManager(options: LockManagerOptions): LockManager {
  return new LockManager(options);
}
