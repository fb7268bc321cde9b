import { type IncomingMessage, type Server, type ServerResponse, STATUS_CODES } from "node:http";
import type { Socket } from "node:net";
import { type Problem, problemOf } from "#lib/http/problem.ts";
import { METHODS, refusalByHead } from "./refusal.ts";
import { sendRefusal } from "./send-refusal.ts";

/** What Node's parser says of bytes that are no request, and the status that tells it. */
const STATUSES = new Map<string | undefined, { status: number; title: string }>([
  ["HPE_HEADER_OVERFLOW", { status: 431, title: "Request Header Fields Too Large" }],
  ["HPE_CHUNK_EXTENSIONS_OVERFLOW", { status: 413, title: "Payload Too Large" }],
  ["ERR_HTTP_REQUEST_TIMEOUT", { status: 408, title: "Request Timeout" }],
]);
const NO_REQUEST = { status: 400, title: "Bad Request" };

/**
 * Answers what is no request, wants a tunnel or expects what nobody meets, in the API's form, and closes the connection.
 * Who asks before sending a body is told to go on only where the edge lets the request pass.
 */
export function answerUnparsable(server: Server): void {
  server.on("checkContinue", (request: IncomingMessage, response: ServerResponse) => {
    const refusal = refusalByHead(request);
    if (refusal) return sendRefusal(request, response, refusal);
    response.writeContinue();
    server.emit("request", request, response);
  });
  server.on("connect", (_request, socket: Socket) => {
    const detail = `This shop takes ${METHODS}.`;
    socket.on("error", () => {});
    send(socket, problemOf({ code: "METHOD_NOT_ALLOWED", detail }), { allow: METHODS });
  });
  server.on("checkExpectation", (_request, response: ServerResponse) => {
    const nearer = { status: 417, title: "Expectation Failed" };
    const { headers, body } = problemOf({ code: "VALIDATION", detail: "Only 100-continue is met.", nearer });
    response.writeHead(nearer.status, { ...headers, connection: "close" }).end(body);
  });
  server.on("clientError", (error: NodeJS.ErrnoException, stream) => {
    const socket = stream as Socket & { _httpMessage?: ServerResponse | null };
    const nearer = STATUSES.get(error.code) ?? NO_REQUEST;
    // Where an answer has begun, more bytes would be taken for a part of it.
    if (!socket.writable || socket._httpMessage?.headersSent) return void socket.destroy();
    send(socket, problemOf({ code: "VALIDATION", detail: "This is no HTTP request.", nearer }));
  });
}

function send(
  socket: Socket,
  { status, headers, body }: Problem,
  more: Readonly<Record<string, string>> = {},
): void {
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    ...Object.entries({ ...headers, ...more }).map(([name, value]) => `${name}: ${value}`),
    `content-length: ${Buffer.byteLength(body)}`,
    "cache-control: no-store",
    "connection: close",
  ];
  socket.end(`${head.join("\r\n")}\r\n\r\n${body}`, () => socket.destroySoon());
}
