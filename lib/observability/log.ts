import { type Logger, pino } from "pino";
import { env } from "#lib/env.ts";
import { describeError } from "./describe-error.ts";
import { currentTraces } from "./trace.ts";

const cache = globalThis as typeof globalThis & { lockstepLog?: Logger };

/** The process's log: one JSON object a line on standard output. */
export function log(): Logger {
  cache.lockstepLog ??= pino({
    level: env().LOG_LEVEL,
    base: { pid: process.pid },
    mixin: whoseWork,
    serializers: { err: (error: unknown) => describeError(error) },
    redact: ["*.password", "*.cookie", "*.token"],
  });
  return cache.lockstepLog;
}

/** The request of a log line, and its shopper. A batch belongs to no single request. */
function whoseWork(): object {
  const [trace, ...others] = currentTraces();
  if (!trace) return {};
  if (others.length > 0) return { requests: others.length + 1 };
  const { requestId, facts } = trace;
  return facts.shopper === undefined ? { requestId } : { requestId, shopper: facts.shopper };
}
