import { randomUUID } from "node:crypto";
import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { TextResponse } from "#lib/http/text-response.ts";
import { metrics } from "#lib/observability/metrics.ts";
import { localeOf } from "#lib/values/locale.ts";
import { safetyHeaders } from "./admit.ts";
import type { ApiResource } from "./api-door.ts";
import { compress, type Encoding, encodingFor } from "./pages/encoding.ts";
import { RouteTable } from "./route-table.ts";

/** Plain addresses only: no escapes, nothing that Next or the edge would read in another way. */
const PLAIN = /^\/api\/[\w-]+(?:\/[\w-]+)*(?:\?[\w=&.+~-]*)?$/;
const PLAIN_HOST = /^[\w.-]+(?::\d{1,5})?$/;
const LONGEST_URL = 500;
/** As the API's other answers: what is smaller is not worth its compression. */
const LEAST_BYTES = 1_024;
/** In a rush the same bytes go to many, but only for an instant. */
const EFFORT = { br: 4, gzip: 6 } as const;

/** What was read, as it goes to everybody who asked for it. */
class Reading {
  readonly #packed = new Map<Encoding, Promise<Buffer>>();
  isFirst = true;

  constructor(
    readonly operation: string,
    private readonly headers: readonly string[],
    private readonly body: Buffer,
  ) {}

  /** The headers and the body for a caller who takes this encoding. */
  async packed(encoding: Encoding): Promise<{ headers: string[]; body: Buffer }> {
    if (this.body.length < LEAST_BYTES) return this.plain();
    let packing = this.#packed.get(encoding);
    if (!packing) {
      packing = compress(this.body, encoding, EFFORT);
      this.#packed.set(encoding, packing);
    }
    const body = await packing;
    return { headers: [...this.#headersOf(body), "content-encoding", encoding], body };
  }

  plain(): { headers: string[]; body: Buffer } {
    return { headers: this.#headersOf(this.body), body: this.body };
  }

  #headersOf(body: Buffer): string[] {
    return [...this.headers, "content-length", String(body.length)];
  }
}

interface Asked {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly otherwise: RequestListener;
  readonly startedAt: number;
}

/** Who waits for one address: those whose reading has begun, and those who came after it began. */
interface Line {
  waiting: Asked[];
  isReading: boolean;
}

/**
 * Reads once for everybody who asks for the same at one time, as a group commit writes once. A reading serves only
 * those who asked before it began, so nobody is told anything older than their question; there is nothing kept to
 * grow stale. What is no plain request, or is not answered with 200, goes the usual way.
 */
export class SharedReads {
  readonly #table: RouteTable<ApiResource>;
  readonly #lines = new Map<string, Line>();

  constructor(routes: Readonly<Record<string, ApiResource>>) {
    this.#table = new RouteTable(routes);
  }

  /** Answers the request if its reading can be shared, and says whether it will; `otherwise` is the usual way. */
  serve(request: IncomingMessage, response: ServerResponse, otherwise: RequestListener): boolean {
    const { method, url = "", headers } = request;
    if (method !== "GET" || url.length > LONGEST_URL || !PLAIN.test(url)) return false;
    if (headers["content-length"] !== undefined || headers["transfer-encoding"] !== undefined) return false;
    if (!PLAIN_HOST.test(headers.host ?? "")) return false;
    const end = url.indexOf("?");
    const match = this.#table.find(end < 0 ? url : url.slice(0, end));
    const operation = match?.entry["GET"]?.sharedAs;
    if (!match || operation === undefined) return false;
    const locale = localeOf(headers["accept-language"] ?? null);
    const read = () => this.#read(operation, match.entry, match.params, url, locale);
    this.#ask(`${locale} ${url}`, { request, response, otherwise, startedAt: performance.now() }, read);
    return true;
  }

  #ask(key: string, asked: Asked, read: () => Promise<Reading | null>): void {
    const line = this.#lines.get(key);
    if (line) {
      line.waiting.push(asked);
      return;
    }
    const opened = { waiting: [asked], isReading: false };
    this.#lines.set(key, opened);
    this.#readSoon(key, opened, read);
  }

  /** Whoever's request arrived in the same turn of the event loop is in time. */
  #readSoon(key: string, line: Line, read: () => Promise<Reading | null>): void {
    setImmediate(async () => {
      const { waiting } = line;
      line.waiting = [];
      const reading = await read().catch(() => null);
      for (const asked of waiting) {
        if (reading) void send(asked, reading);
        else asked.otherwise(asked.request, asked.response);
      }
      if (line.waiting.length > 0) this.#readSoon(key, line, read);
      else this.#lines.delete(key);
    });
  }

  async #read(
    operation: string,
    resource: ApiResource,
    params: Readonly<Record<string, string | string[]>>,
    url: string,
    locale: string,
  ): Promise<Reading | null> {
    const request = new Request(`http://localhost${url}`, { headers: { "accept-language": locale } });
    const answer = await resource["GET"]?.(request, { params: Promise.resolve(params) });
    if (answer?.status !== 200) return null;
    const text = answer instanceof TextResponse ? answer.content : await answer.text();
    const headers = [...answer.headers].filter(([name]) => name !== "x-request-id");
    return new Reading(
      operation,
      [...safetyHeaders(), ...headers, ["vary", "Accept-Encoding"] as const].flat(),
      Buffer.from(text),
    );
  }
}

async function send({ request, response, startedAt }: Asked, reading: Reading): Promise<void> {
  // The handler has counted its one call.
  if (!reading.isFirst) {
    const { operation } = reading;
    metrics().requests.inc({ operation, status: "200" });
    metrics().duration.observe({ operation }, (performance.now() - startedAt) / 1_000);
  }
  reading.isFirst = false;
  const encoding = encodingFor(request.headers["accept-encoding"]?.toString());
  const { headers, body } = encoding ? await reading.packed(encoding) : reading.plain();
  if (response.destroyed) return;
  headers.push("x-request-id", randomUUID());
  response.writeHead(200, headers).end(body);
}
