import { randomBytes } from "node:crypto";
import { hostname } from "node:os";
import type { Cluster, Redis } from "ioredis";
import { Attempt, type Surroundings } from "./attempt.ts";
import { LockLostError, LockTimeoutError, LockUnavailableError } from "./errors.ts";
import type { LockEvent, LockView } from "./events.ts";
import type { LockHealth } from "./health.ts";
import { HeldLock } from "./held-lock.ts";
import { LeaseKeeper } from "./lease-keeper.ts";
import { Link } from "./link.ts";
import { LockServer } from "./lock-server.ts";
import {
  type AcquireOptions,
  checkName,
  checkOptions,
  checkPatience,
  normalizeKeys,
  type TryOptions,
} from "./options.ts";

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
  /** Called with everything that happens here; must not throw. */
  readonly onEvent?: (event: LockEvent) => void;
}

/** The longest that a caller who gave up waits for its place in line to be given back. */
const WITHDRAW_MS = 250;
/** How long `inspect` and `forceRelease` wait for the connection. */
const UP_MS = 1_000;
/** How long Redis may be unreachable before an attempt says so, where nobody said. */
const UNAVAILABLE_AFTER_MS = 1_000;
/** How often a process that renews nothing frees what dead processes left behind. */
const SWEEP_MS = 30_000;

/** Hands out the locks of one namespace to one process. */
export class LockManager {
  /** Names this process in Redis: its holder, and a word that nobody else has. */
  readonly #process: string;
  readonly #link: Link;
  readonly #server: LockServer;
  readonly #leases: LeaseKeeper;
  readonly #attempts = new Map<string, Attempt>();
  /** What may still be ours in Redis although we gave it up: released when the connection is back. */
  readonly #abandoned = new Set<string>();
  readonly #onEvent: (event: LockEvent) => void;
  readonly #giveBackTo = (lock: HeldLock) => this.#giveBack(lock);
  readonly #surroundings: Surroundings;
  readonly #sweeper = setInterval(() => this.#sweep(), SWEEP_MS).unref();
  #lastNumber = 0;
  #closed = false;

  /** @throws TypeError when the holder's name has control characters; RangeError for a bad time. */
  constructor({
    redis,
    namespace = "lockstep",
    holder = `${hostname()}:${process.pid}`,
    unavailableAfterMs = UNAVAILABLE_AFTER_MS,
    onEvent = () => {},
  }: LockManagerOptions) {
    checkName(holder, "a holder");
    checkPatience(unavailableAfterMs);
    this.#process = `${holder}#${randomBytes(9).toString("base64url")}`;
    this.#onEvent = onEvent;
    this.#link = new Link(redis, `lock-wake:${this.#process}`, {
      onMessage: (message) => this.#receive(message),
      onUp: () => this.#catchUp(),
    });
    this.#surroundings = {
      unavailableAfterMs,
      isUp: () => this.#link.isUp,
      isCold: () => this.#link.isCold,
      onQueued: ({ keys, position }) => onEvent({ type: "queued", keys, position }),
      onLate: ({ id }) => void this.#free(id),
      onUnheard: () => this.#link.probe(),
    };
    this.#server = new LockServer(this.#link, namespace);
    this.#leases = new LeaseKeeper(this.#server, (lock) => {
      // Lost here by the clock alone, it may be kept there by a renewal whose answer never came.
      void this.#free(lock.id);
      this.#tell("lost", lock);
    });
  }

  /**
   * Waits for the lock of all `keys`, first come first served, and takes all or none.
   * @throws TypeError, RangeError for bad arguments; LockTimeoutError when it was not to be had in time;
   *   LockUnavailableError when Redis was unreachable for a second; the signal's reason when it aborts.
   */
  async acquire(keys: string | readonly string[], options: AcquireOptions): Promise<HeldLock> {
    const startedAt = performance.now();
    try {
      return await this.#acquire(normalizeKeys(keys), options);
    } catch (error) {
      if (error instanceof LockTimeoutError) {
        this.#onEvent({ type: "timed-out", keys: error.keys, waitMs: performance.now() - startedAt });
      }
      throw error;
    }
  }

  /**
   * Takes the lock of all `keys` if it is free now, else answers null: somebody holds one of them, or waits.
   * @throws what `acquire` throws, but for the time-out.
   */
  async tryAcquire(keys: string | readonly string[], options: TryOptions): Promise<HeldLock | null> {
    try {
      return await this.#acquire(normalizeKeys(keys), { ...options, waitMs: 0 });
    } catch (error) {
      if (!(error instanceof LockTimeoutError)) throw error;
      this.#onEvent({ type: "refused", keys: error.keys });
      return null;
    }
  }

  async #acquire(wanted: string[], options: AcquireOptions): Promise<HeldLock> {
    checkOptions(options);
    options.signal?.throwIfAborted();
    if (this.#closed) throw new LockUnavailableError(wanted, "the manager is closed");
    this.#link.open();
    this.#lastNumber += 1;
    const id = this.#idOf(this.#lastNumber);
    const attempt = new Attempt(id, wanted, options, this.#server, this.#surroundings);
    // Known before it asks: the message that wakes it may come before the answer.
    this.#attempts.set(id, attempt);
    void attempt.ask();
    try {
      const { token, leaseMs, validUntil } = await attempt.granted;
      if (this.#closed) throw new LockUnavailableError(wanted, "the manager is closed");
      const lease = { ms: leaseMs, validUntil };
      const lock = new HeldLock(this.#giveBackTo, id, wanted, token, options.leaseMs, lease);
      this.#leases.keep(lock);
      this.#onEvent({ type: "acquired", keys: wanted, token, waitMs: performance.now() - attempt.startedAt });
      return lock;
    } catch (error) {
      await this.#withdraw(attempt);
      throw error;
    } finally {
      this.#attempts.delete(id);
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
    work: (lock: HeldLock) => Promise<T>,
  ): Promise<T> {
    const lock = await this.acquire(keys, options);
    let result: T;
    try {
      result = await work(lock);
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
    return this.#link.health;
  }

  /** Who holds what and who waits, in the whole namespace. */
  async inspect(): Promise<LockView[]> {
    return this.#whenUp(["*"], () => this.#server.inspect());
  }

  /** Takes a key from its holder, whose token is then too low. False when nobody held it. */
  async forceRelease(key: string): Promise<boolean> {
    return this.#whenUp([key], () => this.#server.forceRelease(key));
  }

  /**
   * Gives back what is held, leaves every queue, and closes the connections. Who waits is refused; who works
   * under a lock sees its signal abort.
   */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    clearInterval(this.#sweeper);
    for (const attempt of this.#attempts.values()) {
      attempt.fail(new LockUnavailableError(attempt.keys, "the manager is closed"));
    }
    const lingering = [...this.#attempts.values()].map((attempt) => this.#withdraw(attempt));
    const held = this.#leases.held;
    for (const lock of held) lock.markLost();
    await Promise.all([...held.map((lock) => lock.release()), ...lingering]);
    this.#link.close();
  }

  /** Sends the release; what can't be sent now is sent when the connection is back. */
  async #giveBack(lock: HeldLock): Promise<void> {
    if (!this.#leases.forget(lock)) return;
    const held = await this.#release(lock.id, lock.keys).catch(() => {
      this.#abandoned.add(lock.id);
      return performance.now() < lock.validUntil;
    });
    if (!held) lock.markLost();
    this.#tell(lock.isLost ? "lost" : "released", lock);
  }

  /** Takes back what a failed attempt may have left in Redis; its caller waits for that only a moment. */
  async #withdraw({ id, lingers }: Attempt): Promise<void> {
    if (!lingers) return;
    const released = this.#free(id);
    let timer: NodeJS.Timeout | undefined;
    const enough = new Promise((resolve) => {
      timer = setTimeout(resolve, WITHDRAW_MS);
    });
    await Promise.race([released, enough]);
    clearTimeout(timer);
  }

  /** Ends whatever an id has in Redis; what can't be sent now is sent when the connection is back. */
  #free(id: string): Promise<unknown> {
    return this.#release(id).catch(() => this.#abandoned.add(id));
  }

  /** A renewal of nothing sweeps. */
  #sweep(): void {
    if (this.#link.isUp) this.#server.renew([]).catch(() => {});
  }

  async #release(id: string, keys?: readonly string[]): Promise<boolean> {
    const reply = await this.#server.release(id, keys);
    if (typeof reply === "number") return reply === 1;
    const [held, ...messages] = reply;
    for (const message of messages) this.#receive(message);
    return held === 1;
  }

  #idOf(number: number | string): string {
    return `${this.#process}\0${number}`;
  }

  /** A message is the number of an id that has lost its lock, or that and its grant: token, end and lease. */
  #receive(message: string): void {
    const [number = "", token, endsAt, leaseMs] = message.split(" ");
    const id = this.#idOf(number);
    if (token !== undefined) {
      const grant = { token: BigInt(token), endsAt: Number(endsAt), leaseMs: Number(leaseMs) };
      this.#attempts.get(id)?.wake(grant);
    } else {
      const lock = this.#leases.find(id);
      if (lock) this.#leases.lose(lock);
    }
  }

  /** After a pause of the connection: asks for what was missed, and gives back what was given up. */
  #catchUp(): void {
    for (const attempt of this.#attempts.values()) void attempt.ask();
    for (const id of this.#abandoned) {
      this.#release(id).then(
        () => this.#abandoned.delete(id),
        () => {},
      );
    }
  }

  async #whenUp<T>(keys: readonly string[], ask: () => Promise<T>): Promise<T> {
    this.#link.open();
    if (this.#closed || !(await this.#link.up(UP_MS))) {
      throw new LockUnavailableError(keys, this.#closed ? "the manager is closed" : "Redis can't be reached");
    }
    return ask().catch((cause: unknown) => {
      throw new LockUnavailableError(keys, "Redis can't be reached", { cause });
    });
  }

  #tell(type: "lost" | "released", { keys, token, heldSince }: HeldLock): void {
    this.#onEvent({ type, keys, token, heldMs: performance.now() - heldSince });
  }
}
