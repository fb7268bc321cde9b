import { LockTimeoutError, LockUnavailableError } from "./errors.ts";
import type { AcquireReply, InTheWay, LockServer } from "./lock-server.ts";
import type { AcquireOptions } from "./options.ts";

/** A lease that the server granted: the token, how long it runs, and when it surely has ended here. */
export interface Granted {
  readonly token: bigint;
  readonly leaseMs: number;
  readonly validUntil: number;
}

/** What the message says that wakes a waiter, who holds the lock: the lease ends by the server's clock. */
export interface Grant {
  readonly token: bigint;
  readonly endsAt: number;
  readonly leaseMs: number;
}

/** What an attempt asks of its manager, and tells it. */
export interface Surroundings {
  isUp(): boolean;
  /** How long Redis may be unreachable before the attempt says so, where its caller does not say. */
  readonly unavailableAfterMs: number;
  /** Still on the way to the first connection, which the shortest wait is not to fail for. */
  isCold(): boolean;
  onQueued(attempt: Attempt): void;
  /** The server did what was asked only after the attempt had been given up and taken back. */
  onLate(attempt: Attempt): void;
  /** The turn came, and no message told of it. */
  onUnheard(): void;
}

/** How long the first connection may take at least: a Cluster or a Sentinel is asked for the way there first. */
const COLD_MS = 5_000;
/** The pause between the tries while Redis is unreachable. */
const RETRY_MS = 25;
/** The longest that a waiter trusts that no message was missed: shorter than a grant waits to be heard. */
const SAFETY_POLL_MS = 1_500;
/** An answer, or that there is none, has come after this. */
const SHORT_MS = 2_000;

const now = () => performance.now();

/**
 * One call's way to a lock: ask, wait to be woken, give up in time. It never depends on one message: it asks
 * again when the lease in its way must have ended, when the connection is back, and once in a while.
 */
export class Attempt {
  readonly startedAt = now();
  readonly granted: Promise<Granted>;
  position = 1;
  /** Whether the server may still have a place in line or a grant of this attempt. */
  lingers = false;
  #resolve!: (granted: Granted) => void;
  #reject!: (error: unknown) => void;
  #state: "open" | "granted" | "failed" = "open";
  #queued = false;
  #asking = false;
  #holder: string | null = null;
  #early: Grant | undefined;
  #unreachableSince: number | undefined;
  #lastFailure: unknown;
  /** Local time minus server time, at most: a server instant plus this is never too late here. */
  #clockOffset = 0;
  #timer: NodeJS.Timeout | undefined;
  #deadline: NodeJS.Timeout | undefined;

  constructor(
    readonly id: string,
    readonly keys: readonly string[],
    readonly options: AcquireOptions,
    private readonly server: LockServer,
    private readonly surroundings: Surroundings,
  ) {
    this.granted = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    options.signal?.addEventListener("abort", this, { once: true });
    if (options.waitMs <= SHORT_MS) this.#watchDeadline();
  }

  /** A wait that is longer than the first answer can be is watched from that answer on: most need no watch. */
  #watchDeadline(): void {
    if (this.#deadline || this.options.waitMs === 0) return;
    const left = this.startedAt + this.options.waitMs - now();
    this.#deadline = setTimeout(() => this.#timeOut(), left);
  }

  /** Asks the server, now; also after anything that may have been missed. */
  async ask(): Promise<void> {
    if (this.#state !== "open" || this.#asking) return;
    if (!this.surroundings.isUp()) return this.#missed(new Error("not connected"));
    this.#asking = true;
    this.lingers = true;
    const sentAt = now();
    try {
      const waitLeftMs = Math.max(0, this.startedAt + this.options.waitMs - sentAt);
      const reply = await this.server.acquire(this.id, this.keys, this.options, waitLeftMs);
      this.#asking = false;
      this.#unreachableSince = undefined;
      this.#read(reply, sentAt);
    } catch (error) {
      this.#asking = false;
      this.#missed(error);
    }
  }

  /** The server's message: the lock is ours, unless the message comes too late to be worth anything. */
  wake(grant: Grant): void {
    if (!this.#queued) {
      // It came before the answer that joined the queue, which brings the server's clock.
      this.#early = grant;
      return;
    }
    const { token, endsAt, leaseMs } = grant;
    // Nor does it run for longer than from now on, should the server's clock have been set meanwhile.
    const validUntil = Math.min(endsAt + this.#clockOffset, now() + leaseMs);
    if (validUntil > now()) this.#grant({ token, leaseMs, validUntil });
  }

  /** Ends the attempt for a reason that is not its own. */
  fail(error: unknown): void {
    if (this.#settle("failed")) this.#reject(error);
  }

  /** The caller's signal aborts. */
  handleEvent(): void {
    this.fail(this.options.signal?.reason);
  }

  #read(reply: AcquireReply, sentAt: number): void {
    if (this.#state === "failed") this.surroundings.onLate(this);
    if (this.#state !== "open") return;
    if (typeof reply === "number") this.#take(reply, this.options.leaseMs, sentAt);
    else if (reply[0] === "granted") this.#take(reply[1], reply[2], sentAt);
    else this.#wait(reply, sentAt);
  }

  #take(token: number, leaseMs: number, sentAt: number): void {
    if (this.#queued) this.surroundings.onUnheard();
    this.#grant({ token: BigInt(token), leaseMs, validUntil: sentAt + leaseMs });
  }

  #wait([state, position, leaseLeft, holder, serverNow]: InTheWay, sentAt: number): void {
    this.position = position;
    this.#holder = holder || null;
    if (state === "refused") {
      this.lingers = false;
      this.#timeOut();
      return;
    }
    this.#watchDeadline();
    if (!this.#queued) this.surroundings.onQueued(this);
    this.#queued = true;
    this.#clockOffset = sentAt - serverNow;
    if (this.#early) this.wake(this.#early);
    const poll = Math.min(SAFETY_POLL_MS, Math.max(this.options.leaseMs / 2, 50));
    // Only who is next watches the lease in the way; the others are woken, or look once in a while.
    const watched = this.position === 1 && leaseLeft >= 0 ? leaseLeft + 1 : poll;
    this.#askIn(Math.min(watched, poll));
  }

  #missed(error: unknown): void {
    this.#watchDeadline();
    this.#lastFailure = error;
    this.#unreachableSince ??= now();
    const wanted = this.options.unavailableAfterMs ?? this.surroundings.unavailableAfterMs;
    const patience = this.surroundings.isCold() ? Math.max(wanted, COLD_MS) : wanted;
    if (now() - this.#unreachableSince >= patience) this.#failUnreachable();
    this.#askIn(RETRY_MS);
  }

  #askIn(ms: number): void {
    clearTimeout(this.#timer);
    if (this.#state === "open") this.#timer = setTimeout(() => void this.ask(), ms);
  }

  #timeOut(): void {
    // Asked once more when connected, then for no place in line: it is granted or refused.
    if (this.surroundings.isCold()) return;
    const { keys, position } = this;
    if (this.#unreachableSince !== undefined) this.#failUnreachable();
    else this.fail(new LockTimeoutError(keys, this.options.waitMs, position, this.#holder));
  }

  #failUnreachable(): void {
    this.fail(new LockUnavailableError(this.keys, "Redis can't be reached", { cause: this.#lastFailure }));
  }

  #grant(granted: Granted): void {
    if (this.#settle("granted")) this.#resolve(granted);
  }

  #settle(state: "granted" | "failed"): boolean {
    if (this.#state !== "open") return false;
    this.#state = state;
    clearTimeout(this.#timer);
    clearTimeout(this.#deadline);
    this.options.signal?.removeEventListener("abort", this);
    return true;
  }
}
