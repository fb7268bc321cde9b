import { createServer } from "node:net";

const BACKLOG = 4_096;
/** What was answered is taken within this time, or the reader is cut off: what it does not read lies in our memory. */
const UNREAD_MS = 30_000;
const LOOK_MS = 1_000;
/** Longer than this no connection is kept for the rhythm of its requests while the process leaves. */
const RHYTHM_MOST_MS = 3_500;

/**
 * @typedef {object} Connection
 * @property {number} open requests that are not answered
 * @property {number} quietSince when the last answer was sent, or the connection made
 * @property {number} readUpTo how many bytes had come then: what came since is the beginning of a request
 * @property {number} restMs how long the connection rested before its last request
 */

/** The connections of one app process: where they come from, and how each of them ends. */
export class Connections {
  /** @type {import("node:net").Server[]} */
  #doors = [];
  /** @type {Map<import("node:net").Socket, Connection>} */
  #sockets = new Map();
  /** @type {Map<import("node:http").ServerResponse, number | undefined>} */
  #unread = new Map();

  /** @param {import("node:http").Server} server what speaks HTTP on them; it never listens by itself */
  constructor(server) {
    this.server = server;
    // Starts Node's own watch over slow and idle callers.
    server.emit("listening");
    server.on("request", (request, response) => this.#watch(request, response));
    setInterval(() => this.#cutUnread(), LOOK_MS).unref();
  }

  get size() {
    return this.#sockets.size;
  }

  /**
   * Accepts from a handle of the shop's one port. Node accepts one connection a handle in each turn of its loop,
   * and in a rush the turns are long: several handles keep newcomers from starving.
   * @param {unknown} handle
   */
  acceptFrom(handle) {
    const options = { noDelay: true, allowHalfOpen: true };
    const door = createServer(options, (socket) => this.#take(socket));
    door.listen(handle, BACKLOG);
    this.#doors.push(door);
  }

  /** Takes no more. What the kernel has in line is for the other processes. */
  stopAccepting() {
    for (const door of this.#doors.splice(0)) door.close();
  }

  /**
   * Closes connections that have asked nothing for so long: one that is about to ask gets its answer first. A connection
   * that asks in a rhythm has twice its rest: closed in the moment of the next request, that request would fail.
   * @param {number} quietMs
   */
  closeQuiet(quietMs) {
    const now = performance.now();
    for (const [socket, { open, quietSince, readUpTo, restMs }] of this.#sockets) {
      const isAsking = open > 0 || socket.bytesRead > readUpTo;
      const patience = Math.max(quietMs, Math.min(2 * restMs, RHYTHM_MOST_MS));
      if (!isAsking && now - quietSince >= patience) socket.end().destroySoon();
    }
  }

  /** @param {import("node:net").Socket} socket */
  #take(socket) {
    this.#sockets.set(socket, { open: 0, quietSince: performance.now(), readUpTo: 0, restMs: 0 });
    socket.once("close", () => this.#sockets.delete(socket));
    this.server.emit("connection", socket);
  }

  /**
   * @param {import("node:http").IncomingMessage} request
   * @param {import("node:http").ServerResponse} response
   */
  #watch({ socket }, response) {
    const connection = this.#sockets.get(socket);
    if (connection) {
      if (connection.open === 0 && connection.readUpTo > 0)
        connection.restMs = performance.now() - connection.quietSince;
      connection.open += 1;
    }
    this.#unread.set(response, undefined);
    response.once("close", () => {
      this.#unread.delete(response);
      if (!connection) return;
      connection.open -= 1;
      connection.quietSince = performance.now();
      connection.readUpTo = socket.bytesRead;
    });
  }

  #cutUnread() {
    const now = performance.now();
    for (const [response, since] of this.#unread) {
      const waits = response.writableEnded || response.writableNeedDrain;
      if (waits && since !== undefined && now - since > UNREAD_MS) response.socket?.destroy();
      else if (waits !== (since !== undefined)) this.#unread.set(response, waits ? now : undefined);
    }
  }
}
