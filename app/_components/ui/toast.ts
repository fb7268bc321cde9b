/** What is told for a moment at the edge of the page. */
interface ToastText {
  readonly tone: "good" | "bad";
  readonly text: string;
  /** Where to see it, and how that place is called. */
  readonly href?: string;
  readonly link?: string;
}

type Tell = (toast: ToastText) => void;

let stack: Tell | null = null;
let early: ToastText[] = [];
let isNeeded = false;
const watchers = new Set<() => void>();

/** Tells something for a moment. The stack that shows it loads with the first toast. */
export function toast(text: ToastText): void {
  if (stack) {
    stack(text);
    return;
  }
  early.push(text);
  isNeeded = true;
  for (const wake of watchers) wake();
}

/** The stack is there: it gets what was told before, and all that comes, until it is closed. */
export function openToasts(tell: Tell): () => void {
  stack = tell;
  for (const text of early) tell(text);
  early = [];
  return () => {
    stack = null;
  };
}

/** Wakes when the first toast is told. */
export function watchToasts(wake: () => void): () => void {
  watchers.add(wake);
  return () => watchers.delete(wake);
}

export const areToastsNeeded = (): boolean => isNeeded;
