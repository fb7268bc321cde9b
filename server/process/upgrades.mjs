import { ServerResponse } from "node:http";

/** The answer to a caller that wants another protocol than HTTP: the shop has none. */
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
 * A caller that only offers another one (as curl offers HTTP/2) and can read an answer of this one gets that.
 * @param {import("node:http").Server} server
 * @param {((request: object, socket: object, head: Buffer) => unknown) | null} development
 */
export function answerUpgrades(server, development) {
  if (!development) keepOnlyOurs(server);
  server.on("upgrade", (request, socket, head) => {
    socket.on("error", () => {});
    if (development && request.url?.startsWith("/_next/")) development(request, socket, head);
    else if (isOffer(request)) answerAsAsked(server, request, socket);
    else socket.end(REFUSAL, () => socket.destroySoon?.());
  });
}

/**
 * Next listens too, from its first page on, and would close the connection under the answer.
 * @param {import("node:http").Server} server
 */
function keepOnlyOurs(server) {
  server.on("newListener", (event, listener) => {
    const isOurs = server.listenerCount("upgrade") === 0;
    if (event === "upgrade" && !isOurs) queueMicrotask(() => server.removeListener("upgrade", listener));
  });
}

/** @param {import("node:http").IncomingMessage} request */
const isOffer = ({ method, headers }) =>
  (method === "GET" || method === "HEAD") && headers.upgrade?.toLowerCase() === "h2c";

/**
 * Node has given the connection away by now: the answer takes it back, and is its last.
 * @param {import("node:http").Server} server
 * @param {import("node:http").IncomingMessage} request
 * @param {import("node:net").Socket} socket
 */
function answerAsAsked(server, request, socket) {
  request.complete = true;
  request.push(null);
  const response = new ServerResponse(request);
  response.shouldKeepAlive = false;
  response.assignSocket(socket);
  response.once("finish", () => {
    response.detachSocket(socket);
    socket.end(() => socket.destroySoon());
  });
  server.emit("request", request, response);
}
