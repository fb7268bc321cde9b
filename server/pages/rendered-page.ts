import { createHash } from "node:crypto";
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from "node:http";
import { pageForMany } from "./content-policy.ts";
import { compress, type Encoding, encodingFor } from "./encoding.ts";

/** A page lives for seconds: what is compressed much better takes longer than it saves. */
const EFFORT = { br: 5, gzip: 6 };

/** What belongs to the one answer that was rendered, or is made anew for each. */
const NOT_KEPT = new Set([
  "set-cookie",
  "connection",
  "keep-alive",
  "transfer-encoding",
  "content-length",
  "date",
]);
const ON_NOT_MODIFIED = new Set(["vary", "cache-control", "content-security-policy"]);
const VARY = "Accept-Encoding, Accept-Language, Cookie";

/** An answer that is the same for many: compressed once, then sent to each as they take it. */
export class RenderedPage {
  readonly #headers: OutgoingHttpHeaders = {};
  readonly #etag: string;
  readonly #compressed = new Map<Encoding, Promise<Buffer>>();

  readonly body: Buffer;

  /** `nonce` is what its scripts were marked with, where it is a whole page. */
  constructor(
    readonly status: number,
    headers: OutgoingHttpHeaders,
    rendered: Buffer,
    nonce: string | null = null,
  ) {
    for (const [name, value] of Object.entries(headers)) if (!NOT_KEPT.has(name)) this.#headers[name] = value;
    const vary = headers["vary"] ? `${String(headers["vary"])}, ` : "";
    this.#headers["vary"] = vary + VARY;
    // Asked anew every time, but not sent anew, and kept for the way back.
    if (status === 200) this.#headers["cache-control"] = "private, no-cache";
    const isHtml = String(headers["content-type"]).startsWith("text/html");
    const whole = nonce === null || !isHtml ? null : pageForMany(rendered.toString(), nonce);
    if (whole) {
      this.#headers["content-security-policy"] = whole.policy;
      // What is to be loaded early is marked too, in a header.
      const { link } = this.#headers;
      if (link !== undefined) this.#headers["link"] = String(link).replaceAll(`; nonce="${nonce}"`, "");
    }
    this.body = whole ? Buffer.from(whole.html) : rendered;
    this.#etag = `W/"${createHash("sha1").update(this.body).digest("base64url")}"`;
  }

  /** How much memory it takes, about. */
  get bytes(): number {
    return this.body.length * 2 + 1_024;
  }

  async send(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const known = this.status === 200 ? request.headers["if-none-match"] : undefined;
    if (known?.includes(this.#etag)) {
      // A browser takes the headers of a 304 for those of the page that it keeps: the policy must be that page's.
      const kept = Object.entries(this.#headers).filter(([name]) => ON_NOT_MODIFIED.has(name));
      response.writeHead(304, { etag: this.#etag, ...Object.fromEntries(kept) }).end();
      return;
    }
    const encoding = encodingFor(request.headers["accept-encoding"]);
    const body = encoding ? await this.#as(encoding) : this.body;
    const own: OutgoingHttpHeaders = { ...this.#headers, "content-length": body.length };
    if (this.status === 200) own["etag"] = this.#etag;
    if (encoding) own["content-encoding"] = encoding;
    response.writeHead(this.status, own);
    response.end(request.method === "HEAD" ? undefined : body);
  }

  #as(encoding: Encoding): Promise<Buffer> {
    const done = this.#compressed.get(encoding) ?? compress(this.body, encoding, EFFORT);
    this.#compressed.set(encoding, done);
    return done;
  }
}
