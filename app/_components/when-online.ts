let waiting: (() => void) | null = null;

/**
 * Goes to another page now or, without a connection, as soon as there is one: the browser would put its own error in
 * the place of this page, whose notice says what is the matter. The last wish counts.
 */
export function whenOnline(go: () => void): void {
  if (!navigator.onLine) {
    if (!waiting) window.addEventListener("online", goOn, { once: true });
    waiting = go;
  } else go();
}

/** The same for making this page anew: whoever waits to go elsewhere does not lose that wish to it. */
export function whenOnlineAgain(refresh: () => void): void {
  if (navigator.onLine || waiting === null) whenOnline(refresh);
}

function goOn(): void {
  waiting?.();
  waiting = null;
}
