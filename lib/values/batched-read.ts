import { setTimeout as pause } from "node:timers/promises";
import DataLoader from "dataloader";

/** The longest that a read waits for the one before it, should that hang. */
const MOST_WAIT_MS = 20;
const MOST_KEYS = 500;

/**
 * A read by key that asks for many at once: while one query is under way, new callers wait for it and share the
 * next. A lone read goes at once. Nothing is kept: every answer is read after it was asked for.
 * `readMany` answers one value a key, in their order.
 */
export function batchedRead<Key, Value>(
  readMany: (keys: readonly Key[]) => Promise<readonly Value[]>,
): (key: Key) => Promise<Value> {
  let underWay: Promise<unknown> | null = null;
  const loader = new DataLoader<Key, Value>(
    async (keys) => {
      const reading = readMany(keys);
      const ended = reading.then(
        () => {},
        () => {},
      );
      underWay = ended;
      void ended.then(() => {
        if (underWay === ended) underWay = null;
      });
      return reading;
    },
    {
      cache: false,
      maxBatchSize: MOST_KEYS,
      batchScheduleFn: (dispatch) => {
        if (!underWay) {
          setImmediate(dispatch);
          return;
        }
        const tooLong = pause(MOST_WAIT_MS, undefined, { ref: false });
        void Promise.race([underWay, tooLong]).then(dispatch);
      },
    },
  );
  return (key) => loader.load(key);
}
