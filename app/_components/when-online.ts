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

function goOn(): void {
  waiting?.();
  waiting = null;
}
