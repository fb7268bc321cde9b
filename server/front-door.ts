import type { ChildProcess } from "node:child_process";
import { createServer, type Server } from "node:http";
import { answerClosed } from "./closed-answer.ts";
import { SharedPort } from "./shared-port.ts";

/** A process that dies is replaced in a second or two: so long its callers wait and never know. */
const HOLD_MS = 6_000;
/** Node accepts one connection a copy in a turn of its loop: so many newcomers a turn are met in a rush. */
const COPIES = 16;

/**
 * The shop's one port. The kernel takes connections for it, and the app processes accept them by themselves: one that
 * hangs or is dead accepts nothing, and what waits is there for the next one. When no process has been there for a
 * while, the door answers itself.
 */
export class FrontDoor {
  readonly #open = new Set<ChildProcess>();
  #port: SharedPort | undefined;
  #closed: Server | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(private readonly holdMs = HOLD_MS) {}

  /** @throws Error when the port can't be had. */
  async listen(port: number): Promise<void> {
    this.#port = await SharedPort.open(port);
    this.#watchEmpty();
  }

  /** From now on this process accepts connections. */
  add(child: ChildProcess): void {
    if (!this.#port) return;
    this.#open.add(child);
    clearTimeout(this.#timer);
    this.#timer = undefined;
    // A failure means that the process is gone, which its exit tells.
    for (let copy = 0; copy < COPIES; copy += 1)
      child.send("accept", this.#port.handle, { keepOpen: true }, () => {});
    this.#closed?.close();
    this.#closed = undefined;
  }

  /** The process accepts no more. */
  remove(child: ChildProcess): void {
    if (this.#open.delete(child) && this.#open.size === 0) this.#watchEmpty();
  }

  /** Takes no more connections. */
  close(): void {
    clearTimeout(this.#timer);
    this.#port?.close();
    this.#port = undefined;
    this.#closed?.close();
    this.#closed?.closeAllConnections();
  }

  #watchEmpty(): void {
    this.#timer ??= setTimeout(() => void this.#answerAll(), this.holdMs);
  }

  /** No process has come: waiting callers are told that the shop is closed, until one does. */
  async #answerAll(): Promise<void> {
    const closed = createServer(answerClosed);
    this.#closed = closed;
    await this.#port?.listen(closed);
    // Somebody came meanwhile, or the door was closed.
    if (this.#closed !== closed || !this.#port) closed.close();
  }
}
