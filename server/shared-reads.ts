import { randomUUID } from "node:crypto";
import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { LRUCache } from "lru-cache";
import type { SharedRead } from "#lib/http/sharing.ts";
import { TextResponse } from "#lib/http/text-response.ts";
import { metrics } from "#lib/observability/metrics.ts";
import { localeOf } from "#lib/values/locale.ts";
import { safetyHeaders } from "./admit.ts";
import type { ApiResource } from "./api-door.ts";
import { hostRefusal } from "./edge/refusal.ts";
import { encodingFor } from "./pages/encoding.ts";
import { Reading } from "./reading.ts";
import { RouteTable } from "./route-table.ts";

/** Plain addresses only: no escapes, nothing that Next or the edge would read in another way. */
const PLAIN = /^\/api\/[\w-]+(?:\/[\w-]+)*(?:\?[\w=&.+~-]*)?$/;
const LONGEST_URL = 500;
/** What also stands outside of rows, as the ranking of the best sellers, is read again after so long. */
const KEPT_MS = 1_000;
const MOST_KEPT_BYTES = 16 * 1024 * 1024;

interface Asked {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly otherwise: RequestListener;
  readonly startedAt: number;
}

/** What is asked for at one address, in one language. */
interface Question {
  readonly key: string;
  readonly shared: SharedRead;
  readonly read: () => Promise<Reading | null>;
}

/** Who waits for one address: those whose reading has begun, and those who came after it began. */
interface Line {
  waiting: Asked[];
}

/** A reading, and what was visible before it began. */
interface Kept {
  readonly reading: Reading;
  readonly snapshot: string;
}

/**
 * Reads once for everybody who asks for the same at one time, as a group commit writes once. A reading serves those
 * who asked before it began, and those who ask later only while the same rows are visible as before it: nobody is
 * told anything older than their question. What is no plain request, or is not answered with 200, goes the usual way.
 */
export class SharedReads {
  readonly #table: RouteTable<ApiResource>;
  readonly #lines = new Map<string, Line>();
  readonly #kept = new LRUCache<string, Kept>({
    ttl: KEPT_MS,
    maxSize: MOST_KEPT_BYTES,
    sizeCalculation: ({ reading }) => reading.size + LONGEST_URL,
  });

  /** `snapshotName` names what is visible now, as `db/snapshot-name.ts` does. */
  constructor(
    routes: Readonly<Record<string, ApiResource>>,
    private readonly snapshotName: () => Promise<string>,
  ) {
    this.#table = new RouteTable(routes);
  }

  /** Answers the request if its reading can be shared, and says whether it will; `otherwise` is the usual way. */
  serve(request: IncomingMessage, response: ServerResponse, otherwise: RequestListener): boolean {
    const { method, url = "", headers } = request;
    if (method !== "GET" || url.length > LONGEST_URL || !PLAIN.test(url)) return false;
    if (headers["content-length"] !== undefined || headers["transfer-encoding"] !== undefined) return false;
    if (hostRefusal(request)) return false;
    const end = url.indexOf("?");
    const match = this.#table.find(end < 0 ? url : url.slice(0, end));
    const shared = match?.entry["GET"]?.shared;
    if (!match || !shared) return false;
    const locale = localeOf(headers["accept-language"] ?? null);
    const read = () => readFrom(match.entry, match.params, url, locale);
    const asked = { request, response, otherwise, startedAt: performance.now() };
    this.#ask({ key: `${locale} ${url}`, shared, read }, asked);
    return true;
  }

  #ask(question: Question, asked: Asked): void {
    const line = this.#lines.get(question.key);
    if (line) {
      line.waiting.push(asked);
      return;
    }
    const opened = { waiting: [asked] };
    this.#lines.set(question.key, opened);
    this.#answerSoon(question, opened);
  }

  /** A request that arrived in the same turn of the event loop is in time. */
  #answerSoon(question: Question, line: Line): void {
    setImmediate(async () => {
      const { waiting } = line;
      line.waiting = [];
      const { reading, isNew } = await this.#readingFor(question);
      for (const [index, asked] of waiting.entries()) {
        // The handler has counted its one call.
        if (reading) void send(asked, reading, isNew && index === 0 ? null : question.shared.operation);
        else asked.otherwise(asked.request, asked.response);
      }
      if (line.waiting.length > 0) this.#answerSoon(question, line);
      else this.#lines.delete(question.key);
    });
  }

  async #readingFor({ key, shared, read }: Question): Promise<{ reading: Reading | null; isNew: boolean }> {
    const snapshot = shared.sharing === "until-commit" ? await this.snapshotName().catch(() => null) : null;
    const kept = this.#kept.get(key);
    if (kept && kept.snapshot === snapshot) return { reading: kept.reading, isNew: false };
    const reading = await read().catch(() => null);
    if (reading && snapshot !== null) this.#kept.set(key, { reading, snapshot });
    return { reading, isNew: true };
  }
}

async function readFrom(
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
    [...safetyHeaders(), ...headers, ["vary", "Accept-Encoding"] as const].flat(),
    Buffer.from(text),
  );
}

/** Sends a reading, and counts it under `operation`. */
async function send(
  { request, response, startedAt }: Asked,
  reading: Reading,
  operation: string | null,
): Promise<void> {
  if (operation) {
    metrics().requests.inc({ operation, status: "200" });
    metrics().duration.observe({ operation }, (performance.now() - startedAt) / 1_000);
  }
  const { headers, body } = await reading.packed(encodingFor(request.headers["accept-encoding"]?.toString()));
  if (response.destroyed) return;
  response.writeHead(200, [...headers, "x-request-id", randomUUID()]).end(body);
}
