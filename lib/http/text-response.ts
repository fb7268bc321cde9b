import type { ServerResponse } from "node:http";

/** The headers and the status of an answer. */
interface TextInit {
  readonly status: number;
  readonly headers: Headers | Readonly<Record<string, string>>;
}

/**
 * A response whose whole body is a text in hand. The API door writes it as it is; a stream, which costs more than
 * most answers, is made only for who asks for one, as Next does.
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

  override get bodyUsed(): boolean {
    return this.#streamed?.bodyUsed ?? false;
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

  override blob(): Promise<Blob> {
    return this.#whole.blob();
  }

  override clone(): TextResponse {
    return new TextResponse(this.content, { status: this.status, headers: new Headers(this.headers) });
  }

  /** Sends the answer over a connection of Node's HTTP server. */
  writeTo(outgoing: ServerResponse): void {
    const length = String(Buffer.byteLength(this.content));
    outgoing.writeHead(this.status, { ...Object.fromEntries(this.headers), "content-length": length });
    outgoing.end(this.content);
  }
}
