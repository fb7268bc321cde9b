import { randomBytes } from "node:crypto";
import { hostname } from "node:os";
import type { Cluster, Redis } from "ioredis";
import { Attempt, type AttemptContext } from "./attempt.ts";
import { Connections } from "./connections.ts";
import { LockLostError, LockTimeoutError, LockUnavailableError } from "./errors.ts";
import type { LockEvent, LockView } from "./events.ts";
import { GiveBack } from "./give-back.ts";
import type { LockHealth } from "./health.ts";
import { HeldLock, type Lock, type LockOwner } from "./held-lock.ts";
import { LeaseRenewer } from "./lease-renewer.ts";
import { LockCommands } from "./lock-commands.ts";
import { Nesting } from "./nesting.ts";
import {
  type AcquireOptions,
  checkName,
  checkNamespace,
  checkOptions,
  checkPasses,
  checkPatience,
  normalizeKeys,
  type TryOptions,
} from "./options.ts";
import { reasonOf } from "./server-errors.ts";

/** How a manager is set up. */
export interface LockManagerOptions {
  /** An ioredis client or Cluster; two connections are made after it, itself is left alone. */
  readonly redis: Redis | Cluster;
  /** Managers of one namespace see each other's locks. Default "lockstep". */
  readonly namespace?: string;
  /** How this process names itself in `inspect` and in errors. Default host and pid. */
  readonly holder?: string;
  /**
   * How long Redis may be unreachable before `acquire` throws a LockUnavailableError, in milliseconds. Default
   * 1,000; longer than a failover takes, and nobody notices one.
   */
  readonly unavailableAfterMs?: number;
  /**
   * How often somebody who waits for several keys, and can't have them all yet, may be passed by others who can
   * run at once. Default 8; 0 is strictly first come, first served. A wait for one key is never passed.
   */
  readonly maxPasses?: number;
  /** Called with everything that happens here; must not throw. */
  readonly onEvent?: (event: LockEvent) => void;
}

/** The longest time that a cancelled call waits until its place in line is given back. */
const WITHDRAW_MS = 250;
/** How long `inspect` and `forceRelease` wait for the connection. */
const UP_MS = 1_000;
/** How long Redis may be unreachable before an attempt says so, where nobody said. */
const UNAVAILABLE_AFTER_MS = 1_000;
/** How often a waiter may be passed, where nobody said. */
const MAX_PASSES = 8;
/** How often a process that renews nothing frees what dead processes left behind. */
const SWEEP_MS = 30_000;
/** A grant that no waiter here expects may belong to any connection. */
const UNKNOWN_REQUEST = { mayBeLate: false };

/** Hands out the locks of one namespace to one process. */
export class LockManager {
  /** Names this process in Redis: its holder, and a word that nobody else has. */
  readonly #process: string;
  readonly #connections: Connections;
  readonly #commands: LockCommands;
  readonly #leases: LeaseRenewer;
  readonly #giveBack: GiveBack;
  readonly #nesting = new Nesting();
  readonly #attempts = new Map<string, Attempt>();
  readonly #onEvent: (event: LockEvent) => void;
  readonly #context: AttemptContext;
  readonly #owner: LockOwner = {
    giveBack: (lock) => this.#release(lock),
    lose: (lock) => this.#leases.lose(lock),
  };
  readonly #sweeper = setInterval(() => this.#sweep(), SWEEP_MS).unref();
  #lastNumber = 0;
  #isClosed = false;

  /** @throws TypeError when a name is unfit; RangeError for a bad number. */
  constructor({
    redis,
    namespace = "lockstep",
    holder = `${hostname()}:${process.pid}`,
    unavailableAfterMs = UNAVAILABLE_AFTER_MS,
    maxPasses = MAX_PASSES,
    onEvent = () => {},
  }: LockManagerOptions) {
    checkName(holder, "a holder");
    checkNamespace(namespace);
    checkPatience(unavailableAfterMs);
    checkPasses(maxPasses);
    this.#process = `${holder}#${randomBytes(9).toString("base64url")}`;
    this.#onEvent = onEvent;
    const connections = new Connections(redis, namespace, this.#process, {
      onMessage: (message) => this.#receive(message),
      onConnected: () => this.#catchUp(),
      onDown: (error) => onEvent({ type: "down", error }),
      onUp: (downMs) => onEvent({ type: "up", downMs }),
      onError: (error) => onEvent({ type: "error", error }),
    });
    this.#connections = connections;
    this.#commands = new LockCommands(connections, maxPasses);
    this.#context = {
      unavailableAfterMs,
      isUp: () => connections.isUp,
      isCold: () => connections.isCold,
      downMs: () => connections.downMs,
      lastError: () => connections.lastError,
      epoch: () => connections.epoch,
      waiting: () => this.#attempts.size,
      onQueued: ({ keys, position }) => onEvent({ type: "queued", keys, position }),
      onLate: (attempt) => void this.#withdraw(attempt),
      onUnheard: () => void connections.sendHeartbeat(),
    };
    this.#giveBack = new GiveBack(
      this.#commands,
      () => connections.isUp,
      (grant, sentAt) => this.#takeGrant(grant, sentAt),
    );
    this.#leases = new LeaseRenewer(this.#commands, (lock) => {
      // Lost here by the clock alone, it may be kept there by a renewal whose answer never came.
      void this.#end(lock.id, lock.request, lock.leaseMs);
      this.#tell("lost", lock);
    });
  }

  /**
   * Waits for the lock of all `keys`, first come first served, and takes all or none.
   * @throws TypeError, RangeError for bad arguments; LockTimeoutError when it was not to be had in time;
   *   LockUnavailableError when Redis was unreachable for too long, or refuses; LockNestedError when the caller
   *   works under a lock of one of the keys; the signal's reason when it aborts.
   */
  async acquire(keys: string | readonly string[], options: AcquireOptions): Promise<Lock> {
    return this.#acquire(keys, options);
  }

  /**
   * Takes the lock of all `keys` if it is free now, else answers null: somebody holds one of them, or waits.
   * @throws what `acquire` throws, but for the time-out and the nesting.
   */
  async tryAcquire(keys: string | readonly string[], options: TryOptions): Promise<Lock | null> {
    try {
      return await this.#take(normalizeKeys(keys), { ...options, waitMs: 0 });
    } catch (error) {
      if (!(error instanceof LockTimeoutError)) throw error;
      this.#onEvent({ type: "refused", keys: error.keys });
      return null;
    }
  }

  /**
   * Runs `work` while holding the lock of all `keys`, and releases it when `work` has settled.
   * @throws what `acquire` throws; what `work` throws; LockLostError when the lock was lost before the
   *   release, also when `work` has succeeded.
   */
  async withLock<T>(
    keys: string | readonly string[],
    options: AcquireOptions,
    work: (lock: Lock) => Promise<T>,
  ): Promise<T> {
    const lock = await this.#acquire(keys, options);
    let result: T;
    try {
      result = await this.#nesting.run(lock, () => work(lock));
    } catch (error) {
      await lock.release();
      throw error;
    }
    await lock.release();
    if (lock.isLost) throw new LockLostError(lock.keys, lock.token);
    return result;
  }

  /** Whether locks can be taken now, since when, and what went wrong last. The first call connects. */
  health(): LockHealth {
    return this.#connections.health;
  }

  /** All holders and waiters of the whole namespace. */
  async inspect(): Promise<LockView[]> {
    return this.#whenUp(["*"], () => this.#commands.inspect());
  }

  /**
   * Takes a key from its holder, whose token is then too low. A key that nobody holds is freed of the waiters
   * that wait in vain; a live waiter asks again at once. False when there was neither.
   * @throws TypeError for a bad key; LockUnavailableError.
   */
  async forceRelease(key: string): Promise<boolean> {
    checkName(key, "a key");
    return this.#whenUp([key], () => this.#commands.forceRelease(key));
  }

  /**
   * Gives back what is held, leaves every queue, and closes the connections. Waiters are refused; work that runs
   * under a lock sees its signal abort.
   */
  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    clearInterval(this.#sweeper);
    const attempts = [...this.#attempts.values()];
    for (const attempt of attempts) {
      attempt.fail(new LockUnavailableError(attempt.keys, "the manager is closed"));
    }
    const lingering = attempts.map((attempt) => this.#withdraw(attempt));
    const held = this.#leases.held;
    for (const lock of held) lock.markLost();
    await Promise.all([...held.map((lock) => lock.release()), ...lingering]);
    this.#connections.close();
  }

  async #acquire(keys: string | readonly string[], options: AcquireOptions): Promise<HeldLock> {
    const startedAt = performance.now();
    const wanted = normalizeKeys(keys);
    this.#nesting.check(wanted);
    try {
      return await this.#take(wanted, options);
    } catch (error) {
      if (error instanceof LockTimeoutError) {
        this.#onEvent({ type: "timed-out", keys: wanted, waitMs: performance.now() - startedAt });
      }
      throw error;
    }
  }

  async #take(keys: string[], options: AcquireOptions): Promise<HeldLock> {
    checkOptions(options);
    options.signal?.throwIfAborted();
    if (this.#isClosed) throw new LockUnavailableError(keys, "the manager is closed");
    this.#connections.open();
    this.#lastNumber += 1;
    const id = this.#idOf(this.#lastNumber);
    const attempt = new Attempt(id, keys, options, this.#commands, this.#context);
    // Registered before the request: the message that wakes it may arrive before the reply.
    this.#attempts.set(id, attempt);
    void attempt.ask();
    try {
      const { token, validUntil } = await attempt.granted;
      if (this.#isClosed) throw new LockUnavailableError(keys, "the manager is closed");
      const { leaseMs } = options;
      const lock = new HeldLock(this.#owner, { id, keys, token, leaseMs, validUntil, request: attempt });
      this.#leases.keep(lock);
      this.#onEvent({ type: "acquired", keys, token, waitMs: performance.now() - attempt.startedAt });
      return lock;
    } catch (error) {
      await this.#withdraw(attempt);
      throw error;
    } finally {
      this.#attempts.delete(id);
    }
  }

  /** Sends the release; a release that fails is sent again, and the outcome is reported as an event. */
  async #release(lock: HeldLock): Promise<void> {
    if (!this.#leases.forget(lock)) return;
    const { id, keys, request, validUntil } = lock;
    const tellEnd = (held: boolean) => {
      if (!held) lock.markLost();
      this.#tell(lock.isLost ? "lost" : "released", lock);
    };
    // Sent more than once, it may have been done by an earlier one.
    const onEnd = (held: boolean | null) =>
      this.#tell(held || (held === false && performance.now() < validUntil) ? "released" : "expired", lock);
    try {
      tellEnd(await this.#giveBack.end({ id, keys, request, until: validUntil, onEnd }));
    } catch {
      if (performance.now() >= validUntil) lock.markLost();
    }
  }

  /** Takes back what a failed attempt may have left in Redis; its caller waits for that only a moment. */
  async #withdraw(attempt: Attempt): Promise<void> {
    if (!attempt.lingers) return;
    const { id, options } = attempt;
    const ended = this.#end(id, attempt, options.waitMs + options.leaseMs);
    let timer: NodeJS.Timeout | undefined;
    const enough = new Promise((resolve) => {
      timer = setTimeout(resolve, WITHDRAW_MS);
    });
    await Promise.race([ended, enough]);
    clearTimeout(timer);
  }

  /** Ends whatever an id has in Redis, of which nobody here knows any longer. */
  #end(id: string, request: { readonly mayBeLate: boolean }, ms: number): Promise<unknown> {
    return this.#giveBack.end({ id, keys: [], request, until: performance.now() + ms }).catch(() => {});
  }

  /** A renewal of nothing sweeps. */
  #sweep(): void {
    if (this.#connections.isUp) this.#commands.renew([]).catch(() => {});
  }

  #idOf(number: number | string): string {
    return `${this.#process}\0${number}`;
  }

  /** A message is a sign and the number of an id: `+` its keys are offered, `-` its keys are lost, `?` check again. */
  #receive(message: string): void {
    const id = this.#idOf(message.slice(1));
    const attempt = this.#attempts.get(id);
    const lock = this.#leases.find(id);
    if (message.startsWith("-")) {
      if (lock) this.#leases.lose(lock);
    } else if (message.startsWith("?")) void attempt?.ask();
    else if (attempt && !attempt.hasFailed) void attempt.confirm();
    // Nobody here knows of it any longer.
    else if (!lock) void this.#end(id, UNKNOWN_REQUEST, UP_MS);
  }

  /** A grant in the answer to a release: the number of the id, its token, its lease. */
  #takeGrant(grant: string, sentAt: number): void {
    const [number = "", token = "0"] = grant.split(" ");
    const id = this.#idOf(number);
    const attempt = this.#attempts.get(id);
    if (attempt && !attempt.hasFailed) attempt.take(BigInt(token), sentAt);
    else if (!this.#leases.find(id)) void this.#end(id, UNKNOWN_REQUEST, UP_MS);
  }

  /**
   * After a broken connection: every lease is renewed, every waiter checks for missed messages, and abandoned claims
   * are given back.
   */
  #catchUp(): void {
    this.#leases.renewAll();
    for (const attempt of this.#attempts.values()) void attempt.ask();
    this.#giveBack.flush();
  }

  async #whenUp<T>(keys: readonly string[], ask: () => Promise<T>): Promise<T> {
    this.#connections.open();
    if (this.#isClosed) throw new LockUnavailableError(keys, "the manager is closed");
    if (!(await this.#connections.up(UP_MS))) {
      const cause = this.#connections.lastError ?? new Error("not connected");
      throw new LockUnavailableError(keys, reasonOf(cause), { cause });
    }
    return ask().catch((cause: unknown) => {
      throw new LockUnavailableError(keys, reasonOf(cause), { cause });
    });
  }

  #tell(type: "lost" | "released" | "expired", { keys, token, heldSince }: HeldLock): void {
    this.#onEvent({ type, keys, token, heldMs: performance.now() - heldSince });
  }
}
