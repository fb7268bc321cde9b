import { addSpan, type Trace, withinAll } from "#lib/observability/trace.ts";

/** What spans need of a batch. */
interface TracedBatch {
  readonly entries: readonly { readonly traces: readonly Trace[]; readonly since: number }[];
  readonly startedAt: number;
}

/** Runs `work` for the requests of all jobs of a batch, also of those that join it meanwhile. */
export const tracedAs = <T>(batch: TracedBatch, work: () => T): T =>
  withinAll(() => batch.entries.flatMap(({ traces }) => traces), work);

/** Adds to the request of each job the span `waiting`: from when it was handed in until its batch was started. */
export function addWaitingSpans({ entries, startedAt }: TracedBatch): void {
  for (const { traces, since } of entries)
    for (const trace of traces) addSpan(trace, "waiting", since, Math.max(since, startedAt));
}
