import type { Cluster, Redis } from "ioredis";
import { type HealthEvents, HealthRecord, type LockHealth } from "./health.ts";
import { Line } from "./line.ts";
import { ReplyTimeout } from "./reply-timeout.ts";
import { type Route, routeOf, within } from "./route.ts";
import { runScript } from "./run-script.ts";
import { HEARTBEAT } from "./scripts/heartbeat.lua.ts";
import { isReply, refusesAll, wantsOtherServer } from "./server-errors.ts";

/** An answer that comes later than this is a failure, and its connection is dead. */
const ANSWER_MS = 1_000;
/** How often both connections prove that they live, so that nobody's command has to find out. */
const HEARTBEAT_MS = 5_000;
/** How old that proof may be when an attempt relies on it. */
const FRESH_MS = 1_000;
/** The message of a heartbeat. */
const BEAT = ".";

/** Callbacks from the connections to their manager. */
interface ConnectionEvents extends HealthEvents {
  /** A message for this process. */
  onMessage(message: string): void;
  /** Both connections work again: messages may have been missed, so every waiter must check. */
  onConnected(): void;
}

/**
 * A manager's two connections, for commands and for messages, made after the client that was handed in,
 * which is left alone. They are up when commands can be sent and the channel is subscribed, so that nobody
 * can wait in a queue without hearing its turn.
 */
export class Connections {
  /** The Redis keys of the namespace: claims, queue and tombstones. */
  readonly keys: readonly string[];
  readonly #process: string;
  readonly #events: ConnectionEvents;
  readonly #route: Route;
  readonly #commands: Line;
  readonly #messages: Line;
  readonly #health: HealthRecord;
  readonly #waiting = new Set<() => void>();
  readonly #replies = new ReplyTimeout(ANSWER_MS, () =>
    this.#commands.replace(this.#commands.redis, new Error(`Redis owes an answer for ${ANSWER_MS} ms`)),
  );
  readonly #heartbeat = setInterval(() => void this.sendHeartbeat(), HEARTBEAT_MS).unref();
  #epoch = 0;
  #isCold = true;
  #isClosed = false;
  #heartbeatAt = Number.NEGATIVE_INFINITY;
  #hasHeard = false;

  constructor(redis: Redis | Cluster, namespace: string, process: string, events: ConnectionEvents) {
    this.#process = process;
    this.#events = events;
    this.#health = new HealthRecord(events);
    // The braces keep the namespace in one hash slot of a Cluster.
    const prefix = routeOf(redis, "").keyPrefix;
    const tag = `{${namespace}}`;
    this.keys = [`${prefix}${tag}:claims`, `${prefix}${tag}:queue`, `${prefix}lock-tombstones:${tag}`];
    this.#route = routeOf(redis, this.keys[0] ?? "");
    const onOpen = () => this.#announce();
    const onFailure = (error: Error) => this.#fail(error);
    const onOpenCommands = () => {
      this.#epoch += 1;
      onOpen();
    };
    this.#commands = new Line(() => this.#openCommands(), { onOpen: onOpenCommands, onFailure });
    this.#messages = new Line(() => this.#openMessages(), { onOpen, onFailure });
  }

  /** Whether they are still on their way to the first connection, and nothing has gone wrong there yet. */
  get isCold(): boolean {
    return this.#isCold;
  }

  get isUp(): boolean {
    return this.#commands.redis !== undefined && this.#messages.redis !== undefined;
  }

  /** Which of the connections for commands, one after the other, is used now. */
  get epoch(): number {
    return this.#epoch;
  }

  /** What went wrong last. */
  get lastError(): Error | null {
    return this.#health.lastError;
  }

  /** How long they have been down; 0 when they are up. */
  get downMs(): number {
    return this.#health.downMs;
  }

  /** Whether locks can be taken, since when, and what went wrong last. Asking connects where that has not begun. */
  get health(): LockHealth {
    this.open();
    if (performance.now() - this.#heartbeatAt > FRESH_MS) void this.sendHeartbeat();
    return this.#health.read();
  }

  /** Connects where that has not begun. Failures are retried in the background. */
  open(): void {
    if (this.#isClosed) return;
    this.#commands.open();
    this.#messages.open();
  }

  /** Runs a script; fails when its answer does not come in time, although the server may still run it. */
  run<Reply>(script: string, args: readonly (string | number)[]): Promise<Reply> {
    const redis = this.#commands.redis;
    if (!redis) return Promise.reject(this.lastError ?? new Error("not connected"));
    if (this.#replies.isOwed) gather(redis);
    const answer = this.#replies.limit(runScript<Reply>(redis, script, this.keys, args));
    answer.catch((error: unknown) => this.#refuse(redis, error));
    return answer;
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

  /** Has both connections prove that they live. One that does not is replaced. */
  async sendHeartbeat(): Promise<void> {
    const messages = this.#messages.redis;
    if (!messages || !this.#commands.redis) return;
    this.#heartbeatAt = performance.now();
    this.#hasHeard = false;
    try {
      await this.run<number>(HEARTBEAT, [this.#process]);
    } catch {
      return;
    }
    if (this.isUp) this.#health.works();
    const check = () => {
      if (!this.#hasHeard) this.#messages.replace(messages, new Error("messages of Redis do not arrive"));
    };
    // What has arrived meanwhile is read before the check.
    setTimeout(() => setImmediate(check), ANSWER_MS).unref();
  }

  close(): void {
    this.#isClosed = true;
    clearInterval(this.#heartbeat);
    this.#commands.close();
    this.#messages.close();
    this.#route.close();
  }

  /** A connection is for commands when the server at its end takes writes. */
  async #openCommands(): Promise<Redis> {
    const redis = await this.#route.open("lock");
    try {
      const sent = runScript(redis, HEARTBEAT, this.keys, [this.#process]);
      await within(sent, ANSWER_MS, "Redis does not answer");
      return redis;
    } catch (error) {
      redis.disconnect();
      throw error;
    }
  }

  async #openMessages(): Promise<Redis> {
    const redis = await this.#route.open("lock-wake");
    try {
      redis.on("message", (_channel: string, message: string) => this.#hear(message));
      const subscribed = redis.subscribe(`lock-wake:${this.#process}`);
      await within(subscribed, ANSWER_MS, "Redis does not answer");
      return redis;
    } catch (error) {
      redis.disconnect();
      throw error;
    }
  }

  #hear(message: string): void {
    if (message === BEAT) this.#hasHeard = true;
    else this.#events.onMessage(message);
  }

  #announce(): void {
    if (!this.isUp || this.#isClosed) return;
    this.#isCold = false;
    this.#health.works();
    for (const settle of this.#waiting) settle();
    this.#events.onConnected();
    // The two may have come to different servers, as after a failover.
    void this.sendHeartbeat();
  }

  #fail(error: Error): void {
    if (this.#isClosed) return;
    this.#isCold = false;
    this.#health.fails(error);
  }

  /** What an error that Redis answered says of the server. */
  #refuse(redis: Redis, error: unknown): void {
    if (!isReply(error) || this.#isClosed) return;
    if (wantsOtherServer(error) || this.#route.reconnectsOn(error)) {
      this.#commands.replace(redis, error);
      if (wantsOtherServer(error)) this.#messages.replace(this.#messages.redis, error);
    } else if (refusesAll(error)) {
      this.#health.fails(error);
    } else {
      this.#health.notes(error);
    }
  }
}

/** Sends the commands of one tick in one write, so that the server reads them together. */
function gather({ stream }: Redis): void {
  if (stream.writableCorked > 0) return;
  stream.cork();
  process.nextTick(() => stream.uncork());
}
