import type { ServerResponse } from "node:http";

/** The headers and the status of an answer. */
interface TextInit {
  readonly status: number;
  readonly headers: Headers | Readonly<Record<string, string>>;
}

/**
 * A response whose whole body is a string in memory. The API door writes that string. A stream costs more than most
 * answers, so one is made only when a caller reads the body in the usual way, as Next does. Only the readers that are
 * in use are overridden: `clone`, `blob`, `bytes` and `formData` of the base class would find an empty body.
 */
export class TextResponse extends Response {
  #streamed: Response | undefined;

  constructor(
    readonly content: string,
    { status, headers }: TextInit,
  ) {
    super(null, { status, headers: headers instanceof Headers ? headers : { ...headers } });
  }

  get #whole(): Response {
    this.#streamed ??= new Response(this.content);
    return this.#streamed;
  }

  override get body(): ReadableStream<Uint8Array<ArrayBuffer>> | null {
    return this.#whole.body;
  }

  override text(): Promise<string> {
    return this.#whole.text();
  }

  override json(): Promise<unknown> {
    return this.#whole.json();
  }

  override arrayBuffer(): Promise<ArrayBuffer> {
    return this.#whole.arrayBuffer();
  }

  /** Sends the answer over a connection of Node's HTTP server. */
  writeTo(outgoing: ServerResponse): void {
    const length = String(Buffer.byteLength(this.content));
    outgoing.writeHead(this.status, { ...Object.fromEntries(this.headers), "content-length": length });
    outgoing.end(this.content);
  }
}
