/** What a caller gets who wants another protocol than HTTP: the shop has none. */
const REFUSAL = [
  "HTTP/1.1 400 Bad Request",
  "content-type: text/plain; charset=utf-8",
  "content-length: 28",
  "connection: close",
  "",
  "The shop speaks HTTP alone.\n",
].join("\r\n");

/**
 * Answers requests for another protocol, and closes their connections; Next's development server has some of its own.
 * @param {import("node:http").Server} server
 * @param {((request: object, socket: object, head: Buffer) => unknown) | null} development
 */
export function answerUpgrades(server, development) {
  server.on("upgrade", (request, socket, head) => {
    socket.on("error", () => {});
    if (development && request.url?.startsWith("/_next/")) development(request, socket, head);
    else socket.end(REFUSAL, () => socket.destroySoon?.());
  });
}
