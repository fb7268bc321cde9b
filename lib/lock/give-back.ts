import type { LockRequest } from "./held-lock.ts";
import type { LockCommands } from "./lock-commands.ts";

/** What an id may still have in Redis, and is to be ended there. */
export interface Given {
  readonly id: string;
  /** Its keys, if it is known to hold them. */
  readonly keys: readonly string[];
  readonly request: LockRequest;
  /** When it surely has ended by itself. */
  readonly until: number;
  /** Called at the end: whether it was held until Redis ended it, or null when it ended by itself. */
  readonly onEnd?: (held: boolean | null) => void;
}

interface Owed extends Given {
  isSending: boolean;
}

/** The pause between the tries while Redis answers with errors. */
const RETRY_MS = 100;

/** Ends what was given up; what Redis does not take now is sent again, until it has ended by itself. */
export class GiveBack {
  readonly #commands: LockCommands;
  readonly #isUp: () => boolean;
  readonly #onGrant: (grant: string, sentAt: number) => void;
  readonly #owed = new Map<string, Owed>();
  #timer: NodeJS.Timeout | undefined;

  /** `onGrant` hears of the grants to this process that came with an answer. */
  constructor(commands: LockCommands, isUp: () => boolean, onGrant: (grant: string, sentAt: number) => void) {
    this.#commands = commands;
    this.#isUp = isUp;
    this.#onGrant = onGrant;
  }

  /** Sends it once; whether it was held until then. Rejects when Redis did not take it, and tries again. */
  async end(given: Given): Promise<boolean> {
    try {
      return await this.#send(given);
    } catch (error) {
      this.#owed.set(given.id, { ...given, isSending: false });
      this.#retryLater();
      throw error;
    }
  }

  /** Sends what is owed, now. */
  flush(): void {
    for (const owed of this.#owed.values()) void this.#retry(owed);
  }

  async #send({ id, keys, request }: Given): Promise<boolean> {
    const sentAt = performance.now();
    const reply = await this.#commands.release(id, keys, request.mayBeLate);
    if (typeof reply === "number") return reply === 1;
    const [held, ...grants] = reply;
    for (const grant of grants) this.#onGrant(grant, sentAt);
    return held === 1;
  }

  async #retry(owed: Owed): Promise<void> {
    if (owed.isSending) return;
    owed.isSending = true;
    try {
      const held = await this.#send(owed);
      this.#owed.delete(owed.id);
      owed.onEnd?.(held);
    } catch {
      owed.isSending = false;
    }
  }

  #retryLater(): void {
    if (this.#timer) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      const now = performance.now();
      for (const owed of this.#owed.values()) {
        if (now < owed.until || owed.isSending) continue;
        this.#owed.delete(owed.id);
        owed.onEnd?.(null);
      }
      if (this.#isUp()) this.flush();
      if (this.#owed.size > 0) this.#retryLater();
    }, RETRY_MS);
    this.#timer.unref();
  }
}
