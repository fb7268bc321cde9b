import type { ChildProcess } from "node:child_process";
import { createServer, type Socket } from "node:net";

/** So many connections may wait to be taken while the kernel's queue is read. */
const BACKLOG = 4_096;

/**
 * The shop's one port. It takes connections, reads nothing of them, and hands each to an app process in turn.
 * A connection stays ours until the process says that it has it: when the process dies first, another one
 * gets the connection, and its caller never knows. (node:cluster forgets such connections, open for ever.)
 */
export class FrontDoor {
  readonly #server = createServer({ pauseOnConnect: true, noDelay: true }, (socket) => this.#admit(socket));
  readonly #open: ChildProcess[] = [];
  readonly #handed = new Map<number, { readonly socket: Socket; readonly child: ChildProcess }>();
  #waiting: Socket[] = [];
  #turn = 0;
  #lastId = 0;

  listen(port: number): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#server.once("error", reject);
      this.#server.listen({ port, backlog: BACKLOG }, resolve);
    });
  }

  /** From now on this process gets connections. */
  add(child: ChildProcess): void {
    this.#open.push(child);
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const socket of waiting) this.#hand(socket);
  }

  /** The process gets no more; what it was handed and has not taken goes to the others. */
  remove(child: ChildProcess): void {
    const at = this.#open.indexOf(child);
    if (at >= 0) this.#open.splice(at, 1);
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
    for (const socket of this.#waiting) socket.destroy();
    this.#waiting = [];
  }

  #admit(socket: Socket): void {
    // A caller who hangs up while waiting is no fault of ours.
    socket.on("error", () => {});
    this.#hand(socket);
  }

  #hand(socket: Socket): void {
    const child = this.#open[this.#turn % this.#open.length];
    if (!child) {
      this.#waiting.push(socket);
      return;
    }
    this.#turn += 1;
    this.#lastId += 1;
    const id = this.#lastId;
    this.#handed.set(id, { socket, child });
    // A failure means that the process is gone: its exit hands the connection on.
    child.send({ connection: id }, socket, { keepOpen: true }, () => {});
  }
}
