import { AsyncLocalStorage } from "node:async_hooks";
import { LockNestedError } from "./errors.ts";
import type { HeldLock } from "./held-lock.ts";

interface Scope {
  readonly lock: HeldLock;
  readonly outer: Scope | undefined;
}

/** Knows which locks the caller works under, so that nobody waits for a key that it holds itself. */
export class Nesting {
  readonly #scopes = new AsyncLocalStorage<Scope>();

  /** Runs work under a lock. */
  run<T>(lock: HeldLock, work: () => Promise<T>): Promise<T> {
    return this.#scopes.run({ lock, outer: this.#scopes.getStore() }, work);
  }

  /** @throws LockNestedError when the caller works under a lock of one of the keys. */
  check(keys: readonly string[]): void {
    for (let scope = this.#scopes.getStore(); scope; scope = scope.outer) {
      const { lock } = scope;
      const shared = lock.isHeld ? keys.filter((key) => lock.keys.includes(key)) : [];
      if (shared.length > 0) throw new LockNestedError(shared);
    }
  }
}
