/** What Node's parser says of bytes that are no request, and the status that tells it. */
const STATUSES = new Map([
  ["HPE_HEADER_OVERFLOW", [431, "Request Header Fields Too Large"]],
  ["HPE_CHUNK_EXTENSIONS_OVERFLOW", [413, "Payload Too Large"]],
  ["ERR_HTTP_REQUEST_TIMEOUT", [408, "Request Timeout"]],
]);

/**
 * Answers bytes that are no request in the API's form, and closes their connection.
 * @param {import("node:http").Server} server
 */
export function answerUnparsable(server) {
  server.on("clientError", (error, socket) => {
    const [status, title] = STATUSES.get(error.code) ?? [400, "Bad Request"];
    // Where an answer has begun, more bytes would be taken for a part of it.
    if (!socket.writable || socket._httpMessage?.headersSent) return void socket.destroy();
    const problem = {
      type: "/docs#VALIDATION",
      title,
      status,
      code: "VALIDATION",
      detail: "This is no HTTP request.",
    };
    const body = JSON.stringify(problem);
    const head = [
      `HTTP/1.1 ${status} ${title}`,
      "content-type: application/problem+json",
      `content-length: ${Buffer.byteLength(body)}`,
      "cache-control: no-store",
      "connection: close",
    ];
    socket.end(`${head.join("\r\n")}\r\n\r\n${body}`, () => socket.destroySoon?.());
  });
}
