let waiting: ((isShown: boolean) => void) | null = null;
let wake = () => {};

/** Asks for the password; whether it was shown. A second ask takes the place of the first. */
export function askPassword(): Promise<boolean> {
  answerAsk(false);
  return new Promise((resolve) => {
    waiting = resolve;
    wake();
  });
}

/** Ends an ask, if there is one. */
export function answerAsk(isShown: boolean): void {
  waiting?.(isShown);
  waiting = null;
  wake();
}

export const isAsked = (): boolean => waiting !== null;

export function watchAsks(onChange: () => void): () => void {
  wake = onChange;
  return () => {
    wake = () => {};
  };
}
