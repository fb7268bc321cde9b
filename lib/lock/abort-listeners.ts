const listenersOf = new WeakMap<AbortSignal, Set<() => void>>();

/**
 * Calls `listener` when the signal aborts; returns how to take that back. A signal gets one listener however many
 * wait for it: Node warns of a leak when there are more than ten.
 */
export function onceAborted(signal: AbortSignal, listener: () => void): () => void {
  const listeners = listenersOf.get(signal) ?? listenTo(signal);
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function listenTo(signal: AbortSignal): Set<() => void> {
  const listeners = new Set<() => void>();
  listenersOf.set(signal, listeners);
  const tellAll = () => {
    for (const listener of listeners) listener();
  };
  signal.addEventListener("abort", tellAll, { once: true });
  return listeners;
}
