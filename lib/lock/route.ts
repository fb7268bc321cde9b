import type { Cluster, Redis, RedisOptions } from "ioredis";

/**
 * How our own connections are made: each is used once, from its opening to its end, so that nothing which a dead
 * one left open is waited for. Nothing that the handed client does to commands and answers is taken over.
 */
const OURS = {
  lazyConnect: true,
  keyPrefix: "",
  enableOfflineQueue: false,
  enableAutoPipelining: false,
  autoResendUnfulfilledCommands: false,
  autoResubscribe: false,
  reconnectOnError: null,
  stringNumbers: false,
  maxRetriesPerRequest: 0,
  connectTimeout: 1_000,
  sentinelCommandTimeout: 1_000,
  disconnectTimeout: 100,
  readOnly: false,
  retryStrategy: () => null,
} as const;

/** How long one connection may take from its beginning to its first command. */
const READY_MS = 2_000;
/** How long a Cluster may take to list its nodes. */
const NODES_MS = 5_000;

/** Opens connections to the server that has the keys of a namespace. */
export interface Route {
  /** What the client that was handed in puts before every key. */
  readonly keyPrefix: string;
  /** Whether the client that was handed in asks for a new connection after such an error. */
  reconnectsOn(error: Error): boolean;
  /** A connection that is ready.. */
  open(name: string): Promise<Redis>;
  close(): void;
}

/** The way to the server of the client that was handed in, which is left alone. `key` is one of the namespace. */
export function routeOf(redis: Redis | Cluster, key: string): Route {
  return redis.isCluster ? new ClusterRoute(redis as Cluster, key) : new ServerRoute(redis as Redis);
}

/** One server, or the master that Sentinels name. */
class ServerRoute implements Route {
  readonly keyPrefix: string;
  readonly #redis: Redis;

  constructor(redis: Redis) {
    this.#redis = redis;
    this.keyPrefix = redis.options.keyPrefix ?? "";
  }

  reconnectsOn(error: Error): boolean {
    return Boolean(this.#redis.options.reconnectOnError?.(error));
  }

  open(name: string): Promise<Redis> {
    // The query may have to go to every Sentinel.
    const sentinels = this.#redis.options.sentinels?.length ?? 0;
    return opened(this.#redis.duplicate(optionsOf(name)), READY_MS + sentinels * OURS.connectTimeout);
  }

  close(): void {}
}

/**
 * The node of a Cluster that has the namespace's slot, found by asking any node. So commands and messages go
 * through one node, which counts the listeners, and no other node is in the way.
 */
class ClusterRoute implements Route {
  readonly keyPrefix: string;
  readonly #cluster: Cluster;
  readonly #key: string;
  #known = new Map<string, Redis>();
  #owner: string | undefined;

  constructor(cluster: Cluster, key: string) {
    this.#cluster = cluster;
    this.#key = key;
    const { keyPrefix, redisOptions } = cluster.options;
    this.keyPrefix = keyPrefix ?? (redisOptions as RedisOptions | undefined)?.keyPrefix ?? "";
  }

  reconnectsOn(error: Error): boolean {
    const options = this.#cluster.options.redisOptions as RedisOptions | undefined;
    return Boolean(options?.reconnectOnError?.(error));
  }

  async open(name: string): Promise<Redis> {
    if (this.#known.size === 0) await this.#learnNodes();
    let failure: unknown = new Error("the Cluster has no nodes");
    const first = this.#owner ? [this.#owner] : [];
    for (const address of new Set([...first, ...this.#known.keys()])) {
      try {
        return await this.#follow(address, name);
      } catch (error) {
        failure = error;
      }
    }
    // None of them helps: the next attempt looks up all of them again.
    this.#known = new Map();
    this.#owner = undefined;
    throw failure;
  }

  close(): void {
    this.#known = new Map();
  }

  /** Connects to a node, and from there to the one that it names as the owner of the slot. */
  async #follow(address: string, name: string): Promise<Redis> {
    let next = address;
    for (let hops = 0; hops < 3; hops += 1) {
      const redis = await opened(this.#nodeAt(next).duplicate(optionsOf(name)), READY_MS);
      try {
        await within(redis.exists(this.#key), READY_MS, "the node does not answer");
        this.#owner = next;
        return redis;
      } catch (error) {
        redis.disconnect();
        const moved = /^MOVED \d+ (\S+)/.exec(error instanceof Error ? error.message : "")?.[1];
        if (!moved) throw error;
        next = moved.startsWith(":") ? `${next.slice(0, next.lastIndexOf(":"))}${moved}` : moved;
      }
    }
    throw new Error("the nodes of the Cluster disagree on the slot");
  }

  /** A client with that node's options; unknown nodes are reached as the others are. */
  #nodeAt(address: string): Redis {
    const mapped = this.#mapped(address);
    const [sample] = this.#known.values();
    const known = this.#known.get(mapped) ?? this.#known.get(address);
    if (known) return known;
    if (!sample) throw new Error("the Cluster has no nodes");
    const colon = mapped.lastIndexOf(":");
    const host = mapped.slice(0, colon);
    return sample.duplicate({ ...optionsOf(""), host, port: Number(mapped.slice(colon + 1)) });
  }

  #mapped(address: string): string {
    const { natMap } = this.#cluster.options;
    const mapped = typeof natMap === "function" ? natMap(address) : natMap?.[address];
    return mapped ? `${mapped.host}:${mapped.port}` : address;
  }

  /** Has a Cluster client of our own tell the nodes, in the way that the handed one is set up. */
  async #learnNodes(): Promise<void> {
    const directory = this.#cluster.duplicate([], {
      lazyConnect: true,
      enableOfflineQueue: false,
      clusterRetryStrategy: () => null,
      slotsRefreshTimeout: READY_MS,
    });
    let failure: Error | undefined;
    directory.on("error", (error: Error & { lastNodeError?: Error }) => {
      failure = error.lastNodeError ?? error;
    });
    try {
      await within(directory.connect(), NODES_MS, "the Cluster does not tell its nodes");
      for (const node of directory.nodes("all")) {
        this.#known.set(`${node.options.host}:${node.options.port}`, node.duplicate(optionsOf("")));
      }
    } catch (error) {
      throw failure ?? error;
    } finally {
      directory.disconnect();
    }
  }
}

function optionsOf(name: string): RedisOptions {
  const none = { commandTimeout: undefined, socketTimeout: undefined };
  return { ...OURS, ...none, connectionName: name } as unknown as RedisOptions;
}

/** Connects, and waits until commands can be sent; gives up after `ms`, wherever it is stuck. */
async function opened(redis: Redis, ms: number): Promise<Redis> {
  let reason: Error | undefined;
  // The reason comes as an event; the promise says only that the connection was closed.
  const hear = (error: Error) => {
    reason ??= error;
  };
  redis.on("error", hear);
  try {
    await within(redis.connect(), ms, "Redis takes a connection and says nothing");
    return redis;
  } catch (error) {
    redis.disconnect();
    throw reason ?? error;
  }
}

/** What was promised, or an Error when it does not come in time. */
export async function within<T>(promise: Promise<T>, ms: number, complaint: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    const complain = () => reject(new Error(`${complaint} (${ms} ms)`));
    // Where this process was held up itself, the answer may be there and has only not been read: a moment more.
    timer = setTimeout(() => {
      timer = setTimeout(complain, ms / 10);
    }, ms);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
