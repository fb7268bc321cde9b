import type { Cluster, Redis } from "ioredis";
import { HealthRecord, type LockHealth } from "./health.ts";
import { Overdue } from "./overdue.ts";
import { runScript } from "./run-script.ts";

/**
 * Connections that ioredis reopens by itself; every command that can't be sent now fails now. Nothing that the
 * handed client does to commands and answers is taken over.
 */
const RESILIENT = {
  lazyConnect: true,
  keyPrefix: "",
  enableOfflineQueue: false,
  autoResendUnfulfilledCommands: false,
  autoResubscribe: false,
  reconnectOnError: null,
  stringNumbers: false,
  maxRetriesPerRequest: 0,
  connectTimeout: 1_000,
  retryStrategy: (attempt: number) => Math.min(20 * attempt, 200),
} as const;

/** An answer that comes later than this is a failure; a connection that owes one for twice as long is dead. */
const ANSWER_MS = 1_000;
/** The same for the connection for messages, where commands are rare. */
const LIMITS = { commandTimeout: ANSWER_MS, socketTimeout: 2 * ANSWER_MS } as const;

/** The pause before a subscription that was not answered is asked for again. */
const SUBSCRIBE_AGAIN_MS = 200;

type Connection = Redis | Cluster;

function duplicate(redis: Connection, name: string, limits: Partial<typeof LIMITS> = {}): Connection {
  const none = { commandTimeout: undefined, socketTimeout: undefined };
  const options = { ...RESILIENT, ...none, ...limits, connectionName: name };
  if (!redis.isCluster) return (redis as Redis).duplicate(options);
  return (redis as Cluster).duplicate([], {
    ...options,
    clusterRetryStrategy: RESILIENT.retryStrategy,
    redisOptions: options,
  });
}

/** What a link tells its manager. */
interface LinkEvents {
  /** A message for this process. */
  onMessage(message: string): void;
  /** Both connections work again: what was missed must be asked for. */
  onUp(): void;
}

/**
 * A manager's two connections, for commands and for messages, made after the client that was handed in,
 * which is left alone. It is up when commands can be sent and the channel is subscribed, so that nobody
 * can wait in a queue without hearing its turn.
 */
export class Link {
  readonly commands: Connection;
  readonly #messages: Connection;
  readonly #waiting = new Set<() => void>();
  readonly #overdue = new Overdue(ANSWER_MS, () => this.commands.disconnect(true));
  readonly #health = new HealthRecord();
  #isCold = true;
  #subscribed = false;
  #closed = false;

  constructor(
    redis: Connection,
    private readonly channel: string,
    private readonly events: LinkEvents,
  ) {
    this.commands = duplicate(redis, "lock");
    this.#messages = duplicate(redis, "lock-wake", LIMITS);
    for (const connection of [this.commands, this.#messages]) {
      // Each command reports its own failure; ioredis goes on reconnecting.
      connection.on("error", (error) => this.#health.fail(error));
      connection.on("close", () => {
        this.#isCold = false;
        this.#health.note(false);
      });
    }
    this.#messages.on("message", (_channel: string, message: string) => events.onMessage(message));
    this.#messages.on("ready", () => void this.#subscribe());
    this.#messages.on("close", () => {
      this.#subscribed = false;
    });
    this.commands.on("ready", () => this.#announce());
  }

  /** Whether it is still on its way to its first connection, and nothing has gone wrong there yet. */
  get isCold(): boolean {
    return this.#isCold;
  }

  get isUp(): boolean {
    return this.#subscribed && this.commands.status === "ready";
  }

  /** Whether it is up, since when, and what went wrong last. Asking connects where that has not begun. */
  get health(): LockHealth {
    this.open();
    this.#health.note(this.isUp);
    return this.#health.read();
  }

  /** Whether PUBLISH tells how many listen: it counts only one node's subscribers in a Cluster. */
  get countsListeners(): boolean {
    return !this.commands.isCluster;
  }

  /** Connects where that has not begun. Failures are retried in the background. */
  open(): void {
    if (this.#closed) return;
    for (const connection of [this.commands, this.#messages]) {
      if (connection.status === "wait") connection.connect().catch(() => {});
    }
  }

  /** Runs a script; fails when its answer does not come in time, although the server may still run it. */
  run<Reply>(script: string, keys: readonly string[], args: readonly (string | number)[]): Promise<Reply> {
    if (this.#overdue.isOwed) this.#gather();
    return this.#overdue.limit(runScript<Reply>(this.commands, script, keys, args));
  }

  /** Waits until it is up, at most `timeoutMs`; whether it is. */
  up(timeoutMs: number): Promise<boolean> {
    if (this.isUp) return Promise.resolve(true);
    return new Promise((resolve) => {
      const settle = () => {
        clearTimeout(timer);
        this.#waiting.delete(settle);
        resolve(this.isUp);
      };
      const timer = setTimeout(settle, timeoutMs);
      this.#waiting.add(settle);
    });
  }

  /** Has the connection for messages prove that it lives: when it owes an answer too long it is made anew. */
  probe(): void {
    this.#messages.ping().catch(() => {});
  }

  close(): void {
    this.#closed = true;
    this.commands.disconnect();
    this.#messages.disconnect();
  }

  /** Has what a crowd asks in one tick leave in one write, so that the server reads it at once. */
  #gather(): void {
    if (this.commands.isCluster || this.commands.status !== "ready") return;
    const { stream } = this.commands as Redis;
    if (stream.writableCorked > 0) return;
    stream.cork();
    process.nextTick(() => stream.uncork());
  }

  async #subscribe(): Promise<void> {
    try {
      await this.#messages.subscribe(this.channel);
      this.#subscribed = true;
      this.#announce();
    } catch {
      // A connection that broke subscribes again when it is ready; one that is only slow is asked again.
      if (this.#closed || this.#messages.status !== "ready") return;
      setTimeout(() => void this.#subscribe(), SUBSCRIBE_AGAIN_MS).unref();
    }
  }

  #announce(): void {
    if (!this.isUp) return;
    this.#isCold = false;
    this.#health.note(true);
    for (const settle of this.#waiting) settle();
    this.events.onUp();
  }
}
