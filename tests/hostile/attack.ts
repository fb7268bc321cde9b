/** One request as it goes over the wire, and what may come of it. */
export interface Attack {
  /** What was attacked, for people who read a failure. */
  readonly name: string;
  readonly method: string;
  readonly target: string;
  /** Exactly what is sent. */
  readonly bytes: Buffer;
  /** The bytes are no whole HTTP request, so that closing the connection is an answer too. */
  readonly isBroken?: boolean;
  /** Tables whose rows may change when it is accepted. */
  readonly mayMove: readonly string[];
  /** Tables whose rows may change a moment after that: an answer does not tell by its time what came of it. */
  readonly mayMoveLater?: readonly string[];
}

export type Header = readonly [name: string, value: string];

interface Request {
  readonly method: string;
  readonly target: string;
  readonly headers: readonly Header[];
  readonly body?: Buffer | undefined;
  /** Sends the body in chunks of this many bytes instead of with its length. */
  readonly chunk?: number | undefined;
}

/** The bytes of a request, whatever stands in it: no client library would send these. */
export function toBytes({ method, target, headers, body, chunk }: Request): Buffer {
  const sizes: Header[] = body
    ? [chunk ? ["Transfer-Encoding", "chunked"] : ["Content-Length", String(body.length)]]
    : method === "POST" || method === "PATCH" || method === "PUT"
      ? [["Content-Length", "0"]]
      : [];
  const lines = [...headers, ...sizes, ["Connection", "close"] as const].map(
    ([name, value]) => `${name}: ${value}`,
  );
  const head = Buffer.from(`${method} ${target} HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n`);
  if (!body) return head;
  return Buffer.concat([head, ...(chunk ? inChunks(body, chunk) : [body])]);
}

function inChunks(body: Buffer, size: number): Buffer[] {
  const parts: Buffer[] = [];
  for (let at = 0; at < body.length; at += size) {
    const part = body.subarray(at, at + size);
    parts.push(Buffer.from(`${part.length.toString(16)}\r\n`), part, Buffer.from("\r\n"));
  }
  return [...parts, Buffer.from("0\r\n\r\n")];
}
