import { failureCode } from "#db/failures.ts";
import { log } from "./log.ts";
import { onceASecond } from "./once-a-second.ts";

/**
 * Logs a failure, one line a second for each cause, with a count: a database that is away fails thousands of requests
 * a second, all in the same way.
 */
export function logFailure(
  level: "debug" | "warn" | "error",
  message: string,
  error: unknown,
  facts: Readonly<Record<string, unknown>> = {},
): void {
  const name = error instanceof Error ? error.name : typeof error;
  onceASecond(`${level} ${message} ${failureCode(error) ?? name}`, (count) =>
    log()[level]({ err: error, ...facts, ...(count > 1 ? { count } : {}) }, message),
  );
}
