import { type Logger, pino } from "pino";
import { env } from "#lib/env.ts";
import { describeError } from "./describe-error.ts";

const cache = globalThis as typeof globalThis & { lockstepLog?: Logger };

/** The process's log: one JSON object a line on standard output. */
export function log(): Logger {
  cache.lockstepLog ??= pino({
    level: env().LOG_LEVEL,
    base: { pid: process.pid },
    serializers: { err: (error: unknown) => describeError(error) },
    redact: ["*.password", "*.cookie", "*.token"],
  });
  return cache.lockstepLog;
}
