import { hostname } from "node:os";
import { env } from "#lib/env.ts";

/** A part of a request's work: when it was, by the process's clock in milliseconds. */
export interface Span {
  readonly name: string;
  readonly spanId: string;
  readonly parentSpanId: string | null;
  readonly startedAt: number;
  readonly endedAt: number;
  readonly failed: boolean;
  readonly attributes: Readonly<Record<string, string | number>>;
}

const FLUSH_MS = 1_000;
const SEND_MS = 5_000;
/** More than these are not kept while a collector is slow: selling goes first. */
const MOST_WAITING = 5_000;

/** As OTLP numbers them: a server's span, and one inside. */
const KINDS = { server: 2, internal: 1 };
const FAILED = 2;

const waiting: object[] = [];
let isPlanned = false;

/** Sends the spans of a trace, the root first, to the collector of `OTEL_EXPORTER_OTLP_ENDPOINT`, soon and together. */
export function exportSpans(traceId: string, [root, ...parts]: readonly Span[]): void {
  if (!root || waiting.length > MOST_WAITING) return;
  waiting.push(encoded(traceId, root, KINDS.server));
  for (const part of parts) waiting.push(encoded(traceId, part, KINDS.internal));
  if (!isPlanned) setTimeout(() => void flush(), FLUSH_MS).unref();
  isPlanned = true;
}

async function flush(): Promise<void> {
  isPlanned = false;
  const spans = waiting.splice(0);
  const resource = attributesOf({
    "service.name": env().OTEL_SERVICE_NAME,
    "service.instance.id": `${hostname()}:${process.pid}`,
  });
  const body = {
    resourceSpans: [
      { resource: { attributes: resource }, scopeSpans: [{ scope: { name: "lockstep" }, spans }] },
    ],
  };
  // A collector that is away loses spans, never a request.
  const sent = await fetch(collectorUrl() ?? "", {
    method: "POST",
    headers: { "content-type": "application/json", ...headersOf(env().OTEL_EXPORTER_OTLP_HEADERS) },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(SEND_MS),
  }).catch(() => undefined);
  // Nobody reads what it answers, and its connection is wanted again.
  await sent?.body?.cancel().catch(() => undefined);
}

/** Where spans are sent: the address for traces as it stands, else a path below that for everything. Null sends none. */
export function collectorUrl(): string | null {
  const { OTEL_EXPORTER_OTLP_TRACES_ENDPOINT, OTEL_EXPORTER_OTLP_ENDPOINT, OTEL_SDK_DISABLED } = env();
  if (OTEL_SDK_DISABLED) return null;
  if (OTEL_EXPORTER_OTLP_TRACES_ENDPOINT) return OTEL_EXPORTER_OTLP_TRACES_ENDPOINT;
  return OTEL_EXPORTER_OTLP_ENDPOINT ? `${OTEL_EXPORTER_OTLP_ENDPOINT.replace(/\/$/, "")}/v1/traces` : null;
}

/** `name=value,name=value`, the values percent-encoded, as OpenTelemetry has it. */
const headersOf = (text: string): Record<string, string> =>
  Object.fromEntries(
    text.split(",").flatMap((pair) => {
      const at = pair.indexOf("=");
      return at < 1 ? [] : [[pair.slice(0, at).trim(), decoded(pair.slice(at + 1).trim())]];
    }),
  );

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    // A value that nobody has encoded.
    return value;
  }
}

function encoded(traceId: string, span: Span, kind: number): object {
  const { spanId, parentSpanId, name, failed, attributes } = span;
  return {
    traceId,
    spanId,
    ...(parentSpanId === null ? {} : { parentSpanId }),
    name,
    kind,
    startTimeUnixNano: nanoseconds(span.startedAt),
    endTimeUnixNano: nanoseconds(span.endedAt),
    attributes: attributesOf(attributes),
    status: failed ? { code: FAILED } : {},
  };
}

const nanoseconds = (ms: number): string =>
  String(BigInt(Math.round((performance.timeOrigin + ms) * 1_000)) * 1_000n);

const attributesOf = (attributes: Readonly<Record<string, string | number>>): object[] =>
  Object.entries(attributes).map(([key, value]) => ({
    key,
    value: typeof value === "number" ? { intValue: String(value) } : { stringValue: value },
  }));
