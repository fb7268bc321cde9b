const PAUSE_MS = 1_000;

/** The pause before the same thing is asked again; it ends early when nobody wants to know any more. */
export function pause(signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, PAUSE_MS);
    signal?.addEventListener("abort", end, { once: true });
  });
}
