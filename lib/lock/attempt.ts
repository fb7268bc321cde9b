import { onceAborted } from "./abort-listeners.ts";
import { LockTimeoutError, LockUnavailableError } from "./errors.ts";
import type { AcquireReply, InTheWay, LockCommands } from "./lock-commands.ts";
import type { AcquireOptions } from "./options.ts";
import { isFinal, isReply, reasonOf } from "./server-errors.ts";

/** A lease that the server granted: the token, and when it surely has ended here. */
export interface Granted {
  readonly token: bigint;
  readonly validUntil: number;
}

/** Callbacks from an attempt to its manager. */
export interface AttemptContext {
  /** How long Redis may be unreachable before the attempt says so, where its caller does not say. */
  readonly unavailableAfterMs: number;
  isUp(): boolean;
  /** Still on the way to the first connection, which the shortest wait is not to fail for. */
  isCold(): boolean;
  /** How long the connections are down; 0 when they are up. */
  downMs(): number;
  /** What went wrong last with the connections. */
  lastError(): Error | null;
  /** Which of the connections for commands, one after the other, is used now. */
  epoch(): number;
  /** How many attempts of this process wait. */
  waiting(): number;
  onQueued(attempt: Attempt): void;
  /** The server granted the keys after the attempt was given up and undone. */
  onLate(attempt: Attempt): void;
  /** The keys were free, but no message said so. */
  onUnheard(): void;
}

/** The least time allowed for the first connection: a Cluster or a Sentinel must first say where to connect. */
const COLD_MS = 5_000;
/** How long an attempt tries at least in an outage that is older than itself, if its patience allows it. */
const FRESH_MS = 1_000;
/** The pause between the tries while Redis is unreachable. */
const RETRY_MS = 25;
/** How often a waiter makes sure that it missed no message; and so much more for each other of its process. */
const SAFETY_POLL_MS = 1_500;
const POLL_EACH_MS = 1;
/** How often the next in line looks whether the holder's process is still there. */
const HEAD_POLL_MS = 500;
/** The shortest pause before the next waiter in line checks again. */
const WATCH_MS = 5;
/** An answer, or that there is none, has come after this. */
const SHORT_MS = 2_000;

const now = () => performance.now();

/**
 * One call's way to a lock: ask, wait to be woken, give up in time. It never depends on one message: it asks
 * again when the lease in its way must have ended, when the connection is back, and once in a while. Its place
 * in line is its ticket, which it shows whenever it asks.
 */
export class Attempt {
  readonly startedAt = now();
  readonly granted: Promise<Granted>;
  readonly id: string;
  readonly keys: readonly string[];
  readonly options: AcquireOptions;
  position = 1;
  /** Whether the server may still have a place in line or a grant of this attempt. */
  lingers = false;
  readonly #commands: LockCommands;
  readonly #context: AttemptContext;
  readonly #stopListening: () => void;
  #resolve!: (granted: Granted) => void;
  #reject!: (error: unknown) => void;
  #state: "open" | "granted" | "failed" = "open";
  #ticket = "";
  #isAsking = false;
  /** The connection of the last request, and the first one that left a request without an answer. */
  #askedIn = 0;
  #unansweredIn = Number.POSITIVE_INFINITY;
  #isOffered = false;
  #holder: string | null = null;
  #unreachableSince: number | undefined;
  #lastFailure: unknown;
  #timer: NodeJS.Timeout | undefined;
  #deadline: NodeJS.Timeout | undefined;

  constructor(
    id: string,
    keys: readonly string[],
    options: AcquireOptions,
    commands: LockCommands,
    context: AttemptContext,
  ) {
    this.id = id;
    this.keys = keys;
    this.options = options;
    this.#commands = commands;
    this.#context = context;
    this.granted = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    const { signal } = options;
    this.#stopListening = signal ? onceAborted(signal, () => this.fail(signal.reason)) : () => {};
    if (options.waitMs <= SHORT_MS) this.#watchDeadline();
  }

  /** Whether it has failed. */
  get hasFailed(): boolean {
    return this.#state === "failed";
  }

  /** Whether a request may still be on its way by an earlier connection, which what comes now may overtake. */
  get mayBeLate(): boolean {
    const first = this.#isAsking ? Math.min(this.#askedIn, this.#unansweredIn) : this.#unansweredIn;
    return first < this.#context.epoch();
  }

  /** A wait that is longer than the first answer can be is watched from that answer on: most need no watch. */
  #watchDeadline(): void {
    if (this.#deadline || this.options.waitMs === 0) return;
    const left = this.startedAt + this.options.waitMs - now();
    this.#deadline = setTimeout(() => this.#timeOut(), left);
  }

  /** Asks the server, now; also after anything that may have been missed. */
  async ask(): Promise<void> {
    if (this.#state !== "open" || this.#isAsking) return;
    if (!this.#context.isUp()) return this.#miss(this.#context.lastError() ?? new Error("not connected"));
    this.lingers = true;
    await this.#exchange((sentAt) => {
      const waitLeftMs = Math.max(0, this.startedAt + this.options.waitMs - sentAt);
      return this.#commands.acquire(this.id, this.keys, this.options, waitLeftMs, this.#ticket);
    });
  }

  /** The server offers the keys: they are held when it is told so, and for the whole lease. */
  async confirm(): Promise<void> {
    if (this.#state !== "open") return;
    if (this.#isAsking) {
      this.#isOffered = true;
      return;
    }
    await this.#exchange(() => this.#commands.confirm(this.id, this.options.leaseMs));
  }

  /** The server granted the keys in its answer to a release that was sent then. */
  take(token: bigint, sentAt: number): void {
    this.#grant({ token, validUntil: sentAt + this.options.leaseMs });
  }

  /** Ends the attempt for a reason that is not its own. */
  fail(error: unknown): void {
    if (this.#settle("failed")) this.#reject(error);
  }

  async #exchange(send: (sentAt: number) => Promise<AcquireReply>): Promise<void> {
    this.#isAsking = true;
    this.#isOffered = false;
    this.#askedIn = this.#context.epoch();
    const sentAt = now();
    try {
      const reply = await send(sentAt);
      this.#isAsking = false;
      this.#unreachableSince = undefined;
      this.#read(reply, sentAt);
    } catch (error) {
      this.#isAsking = false;
      if (!isReply(error)) this.#unansweredIn = Math.min(this.#unansweredIn, this.#askedIn);
      this.#miss(error);
    }
  }

  #read(reply: AcquireReply, sentAt: number): void {
    if (this.#state === "failed") this.#context.onLate(this);
    if (this.#state !== "open") return;
    if (reply === 0) void this.ask();
    else if (typeof reply === "number") this.take(BigInt(reply), sentAt);
    else if (reply[0] === "granted") {
      this.#context.onUnheard();
      this.take(BigInt(reply[1]), sentAt);
    } else if (reply[0] !== "gone") this.#wait(reply);
  }

  #wait([state, position, leaseLeft, holder, ticket]: InTheWay): void {
    this.position = position;
    this.#holder = holder || null;
    if (state === "refused") {
      this.lingers = false;
      this.#timeOut();
      return;
    }
    this.#watchDeadline();
    const isNew = this.#ticket === "";
    this.#ticket = ticket;
    if (isNew) this.#context.onQueued(this);
    if (this.#isOffered) return void this.confirm();
    // Only the next waiter watches the lease that blocks it; the others are woken, or check once in a while.
    const poll = SAFETY_POLL_MS + POLL_EACH_MS * this.#context.waiting();
    const isNext = position === 1 && leaseLeft >= 0;
    this.#askIn(isNext ? Math.min(Math.max(leaseLeft + 1, WATCH_MS), HEAD_POLL_MS) : poll);
  }

  #miss(error: unknown): void {
    this.#watchDeadline();
    this.#lastFailure = error;
    this.#unreachableSince ??= now();
    const since = now() - this.#unreachableSince;
    const wanted = this.options.unavailableAfterMs ?? this.#context.unavailableAfterMs;
    const patience = this.#context.isCold() ? Math.max(wanted, COLD_MS) : wanted;
    // A call that begins during an outage need not wait until it ends.
    const isOld = this.#context.downMs() >= patience && since >= FRESH_MS;
    if (since >= patience || isOld || isFinal(error)) this.#failUnreachable();
    this.#askIn(RETRY_MS);
  }

  #askIn(ms: number): void {
    clearTimeout(this.#timer);
    if (this.#state === "open") this.#timer = setTimeout(() => void this.ask(), ms);
  }

  #timeOut(): void {
    // Asked once more when connected, then for no place in line: it is granted or refused.
    if (this.#context.isCold()) return;
    const { keys, position } = this;
    if (this.#unreachableSince !== undefined) this.#failUnreachable();
    else this.fail(new LockTimeoutError(keys, this.options.waitMs, position, this.#holder));
  }

  #failUnreachable(): void {
    const cause = this.#lastFailure;
    this.fail(new LockUnavailableError(this.keys, reasonOf(cause), { cause }));
  }

  #grant(granted: Granted): void {
    if (this.#settle("granted")) this.#resolve(granted);
  }

  #settle(state: "granted" | "failed"): boolean {
    if (this.#state !== "open") return false;
    this.#state = state;
    clearTimeout(this.#timer);
    clearTimeout(this.#deadline);
    this.#stopListening();
    return true;
  }
}
