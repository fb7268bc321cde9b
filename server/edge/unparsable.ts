import type { Server, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { problemOf } from "#lib/http/problem.ts";

/** What Node's parser says of bytes that are no request, and the status that tells it. */
const STATUSES = new Map<string | undefined, { status: number; title: string }>([
  ["HPE_HEADER_OVERFLOW", { status: 431, title: "Request Header Fields Too Large" }],
  ["HPE_CHUNK_EXTENSIONS_OVERFLOW", { status: 413, title: "Payload Too Large" }],
  ["ERR_HTTP_REQUEST_TIMEOUT", { status: 408, title: "Request Timeout" }],
]);
const NO_REQUEST = { status: 400, title: "Bad Request" };

/** Answers bytes that are no request in the API's form, and closes their connection. */
export function answerUnparsable(server: Server): void {
  server.on("clientError", (error: NodeJS.ErrnoException, stream) => {
    const socket = stream as Socket & { _httpMessage?: ServerResponse | null };
    const nearer = STATUSES.get(error.code) ?? NO_REQUEST;
    // Where an answer has begun, more bytes would be taken for a part of it.
    if (!socket.writable || socket._httpMessage?.headersSent) return void socket.destroy();
    const { headers, body } = problemOf({ code: "VALIDATION", detail: "This is no HTTP request.", nearer });
    const head = [
      `HTTP/1.1 ${nearer.status} ${nearer.title}`,
      ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
      `content-length: ${Buffer.byteLength(body)}`,
      "cache-control: no-store",
      "connection: close",
    ];
    socket.end(`${head.join("\r\n")}\r\n\r\n${body}`, () => socket.destroySoon());
  });
}
