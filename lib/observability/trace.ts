import { AsyncLocalStorage } from "node:async_hooks";
import { randomBytes } from "node:crypto";
import { env } from "#lib/env.ts";
import { collectorUrl, exportSpans, type Span } from "./export-spans.ts";

/** Data of one request while it is answered, for its spans and its log lines. */
export interface Trace {
  readonly requestId: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string | null;
  readonly startedAt: number;
  /** Whether its spans go anywhere. */
  readonly isKept: boolean;
  readonly spans: Span[];
  readonly facts: { shopper?: string; lockWaitMs?: number };
}

/** The requests that the present work belongs to: one request, or all requests of a batch. */
type Current = () => readonly Trace[];

// The pages' and the routes' copies of this module share it.
const cache = globalThis as typeof globalThis & { lockstepTraces?: AsyncLocalStorage<Current> };
const storage = (): AsyncLocalStorage<Current> => {
  cache.lockstepTraces ??= new AsyncLocalStorage();
  return cache.lockstepTraces;
};

/** The requests whose work is done now; none outside of requests. */
export const currentTraces = (): readonly Trace[] => storage().getStore()?.() ?? [];

/** Whether spans are sent to a collector. */
const isTraced = (): boolean => collectorUrl() !== null;

const newSpanId = () => randomBytes(8).toString("hex");

/** W3C's `traceparent`: the caller's trace, its span, and whether that is kept. */
const TRACE_PARENT = /^00-([\da-f]{32})-([\da-f]{16})-([\da-f]{2})$/;

/** Begins the trace of a request; a caller that is traced itself is its parent. */
export function newTrace(requestId: string, traceparent: string | null): Trace {
  const [, traceId, parentSpanId, flags] = TRACE_PARENT.exec(traceparent ?? "") ?? [];
  const isKept = isTraced() && (flags === undefined ? isSampled() : (Number.parseInt(flags, 16) & 1) === 1);
  return {
    requestId,
    traceId: isKept ? (traceId ?? randomBytes(16).toString("hex")) : "",
    spanId: isKept ? newSpanId() : "",
    parentSpanId: parentSpanId ?? null,
    startedAt: performance.now(),
    isKept,
    spans: [],
    facts: {},
  };
}

const isSampled = () => Math.random() < env().OTEL_TRACES_SAMPLER_ARG;

/** Does the work of one request. */
export const within = <T>(trace: Trace, work: () => T): T => storage().run(() => [trace], work);

/** Does work for several requests at once, which may still become more. */
export const withinAll = <T>(traces: Current, work: () => T): T => storage().run(traces, work);

/** Runs a part of the work, and adds a span for it to each request that it belongs to. */
export async function spanned<T>(name: string, work: () => Promise<T>): Promise<T> {
  const startedAt = performance.now();
  let failed = true;
  try {
    const result = await work();
    failed = false;
    return result;
  } finally {
    for (const trace of currentTraces()) addSpan(trace, name, startedAt, performance.now(), failed);
  }
}

/** Adds a span between two instants; for a request that began later, it begins with the request. */
export function addSpan(
  trace: Trace,
  name: string,
  startedAt: number,
  endedAt: number,
  failed = false,
): void {
  if (name === "lock") trace.facts.lockWaitMs = Math.round(endedAt - Math.max(startedAt, trace.startedAt));
  if (!trace.isKept) return;
  const from = Math.min(Math.max(startedAt, trace.startedAt), endedAt);
  const place = { spanId: newSpanId(), parentSpanId: trace.spanId, startedAt: from, endedAt };
  trace.spans.push({ name, ...place, failed, attributes: {} });
}

/** The request is answered: its spans are sent on their way. */
export function endTrace(trace: Trace, operation: string, status: number): void {
  if (!trace.isKept) return;
  const { requestId, facts } = trace;
  const attributes = {
    "http.response.status_code": status,
    "lockstep.request_id": requestId,
    ...(facts.shopper === undefined ? {} : { "enduser.id": facts.shopper }),
    ...(facts.lockWaitMs === undefined ? {} : { "lockstep.lock_wait_ms": facts.lockWaitMs }),
  };
  const { spanId, parentSpanId, startedAt } = trace;
  const failed = status >= 500;
  const root = {
    name: operation,
    spanId,
    parentSpanId,
    startedAt,
    endedAt: performance.now(),
    failed,
    attributes,
  };
  exportSpans(trace.traceId, [root, ...trace.spans]);
}
