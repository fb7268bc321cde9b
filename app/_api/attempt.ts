/** What a page tried, under its `Idempotency-Key`; the page keeps it until the same body must count as a new one. */
export interface Attempt {
  readonly key: string;
  readonly body: string;
}

/** Where a page keeps its attempt: a ref of React. */
export interface OwnAttempt {
  current: Attempt | undefined;
}

/** The key of the page's own attempt when it sends the same body again. */
export const keyOfSame = (own: OwnAttempt, body: string): string | undefined =>
  own.current?.body === body ? own.current.key : undefined;
