import { AsyncLocalStorage } from "node:async_hooks";

/** What is known of a page or a server action that is being answered. */
export interface PageTrace {
  /** The first failure that Next told of. */
  failure: { readonly error: unknown; readonly isAction: boolean } | null;
  /** Code of the shop's own has begun: Next had read by then what the caller sent. */
  hasBegun: boolean;
}

// The pages' code and the process's own are bundled apart; they meet here.
const cache = globalThis as typeof globalThis & { lockstepPageTrace?: AsyncLocalStorage<PageTrace> };

function storage(): AsyncLocalStorage<PageTrace> {
  cache.lockstepPageTrace ??= new AsyncLocalStorage();
  return cache.lockstepPageTrace;
}

/** Does the work, which is traced meanwhile. */
export const tracing = <T>(trace: PageTrace, work: () => T): T => storage().run(trace, work);

/** Notes why Next could not render a page, or run an action. */
export function notePageFailure(error: unknown, isAction: boolean): void {
  const trace = storage().getStore();
  if (trace) trace.failure ??= { error, isAction };
}

/** Notes that a page or an action of the shop has begun. */
export function noteBegun(): void {
  const trace = storage().getStore();
  if (trace) trace.hasBegun = true;
}
