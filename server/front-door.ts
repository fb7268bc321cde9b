import type { ChildProcess } from "node:child_process";
import { createServer as createHttpServer } from "node:http";
import { createServer, type Socket } from "node:net";
import { answerClosed } from "./closed-answer.ts";

/** So many connections may wait to be taken while the kernel's queue is read. */
const BACKLOG = 4_096;

/** A process that dies is replaced in a second or two: so long its callers wait and never know. */
const HOLD_MS = 6_000;

/**
 * The shop's one port. It takes connections, reads nothing of them, and hands each to an app process in turn.
 * A connection stays ours until the process says that it has it: when the process dies first, another one
 * gets the connection, and its caller never knows. (node:cluster forgets such connections, open for ever.)
 * When no process has been there for a while, it says so itself.
 */
export class FrontDoor {
  readonly #server = createServer({ pauseOnConnect: true, noDelay: true }, (socket) => this.#admit(socket));
  readonly #open: ChildProcess[] = [];
  readonly #handed = new Map<number, { readonly socket: Socket; readonly child: ChildProcess }>();
  readonly #closed = createHttpServer(answerClosed);
  #waiting: Socket[] = [];
  #emptySince = performance.now();
  #timer: NodeJS.Timeout | undefined;
  #turn = 0;
  #lastId = 0;

  constructor(private readonly holdMs = HOLD_MS) {
    // It never listens by itself; this starts Node's own watch over callers who say nothing.
    this.#closed.emit("listening");
  }

  listen(port: number): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#server.once("error", reject);
      this.#server.listen({ port, backlog: BACKLOG }, resolve);
    });
  }

  /** From now on this process gets connections. */
  add(child: ChildProcess): void {
    this.#open.push(child);
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const socket of waiting) this.#hand(socket);
  }

  /** The process gets no more; what it was handed and has not taken goes to the others. */
  remove(child: ChildProcess): void {
    const at = this.#open.indexOf(child);
    if (at >= 0) this.#open.splice(at, 1);
    if (at >= 0 && this.#open.length === 0) this.#emptySince = performance.now();
    for (const [id, handed] of this.#handed) {
      if (handed.child !== child) continue;
      this.#handed.delete(id);
      this.#hand(handed.socket);
    }
  }

  /** The process has the connection: our copy of it is closed, the connection is not. */
  taken(id: number): void {
    this.#handed.get(id)?.socket.destroy();
    this.#handed.delete(id);
  }

  /** Takes no more connections; those that nobody has taken are closed. */
  close(): void {
    this.#server.close();
    clearTimeout(this.#timer);
    for (const socket of this.#waiting) socket.destroy();
    this.#waiting = [];
    this.#closed.closeAllConnections();
  }

  #admit(socket: Socket): void {
    // A caller who hangs up while waiting is no fault of ours.
    socket.on("error", () => {});
    this.#hand(socket);
  }

  #hand(socket: Socket): void {
    const child = this.#open[this.#turn % this.#open.length];
    if (!child) {
      this.#hold(socket);
      return;
    }
    this.#turn += 1;
    this.#lastId += 1;
    const id = this.#lastId;
    this.#handed.set(id, { socket, child });
    // A failure means that the process is gone: its exit hands the connection on.
    child.send({ connection: id }, socket, { keepOpen: true }, () => {});
  }

  /** Nobody is there: the connection waits, unread, so that the next process can have it as it came. */
  #hold(socket: Socket): void {
    this.#waiting.push(socket);
    const left = this.#emptySince + this.holdMs - performance.now();
    this.#timer ??= setTimeout(() => this.#answerAll(), Math.max(0, left));
  }

  /** What is read can't be handed on any more, so this is the last word to who waits. */
  #answerAll(): void {
    this.#timer = undefined;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const socket of waiting) {
      this.#closed.emit("connection", socket);
      socket.resume();
    }
  }
}
