import { once } from "node:events";
import { connect, createServer, type Server, type Socket } from "node:net";
import {
  Conversation,
  type Exchange,
  MessageReader,
  type PostgresMessage,
  withSql,
} from "./postgres-messages.ts";

/**
 * What becomes of a message: `pass` it on, `drop` it (with all that follows it on the connection, which then is
 * silent), `cut` the connection instead of passing it on.
 */
export type Fate = "pass" | "drop" | "cut";

/** A message on its way, with the request that it is of or answers. */
export interface Passing {
  readonly way: "request" | "answer";
  readonly message: PostgresMessage;
  readonly exchange: Exchange | undefined;
}

interface Pair {
  readonly near: Socket;
  readonly far: Socket;
  isSilent: boolean;
}

/** A proxy in front of PostgreSQL that knows its messages. */
export class PostgresProxy {
  /** Decides on every message. */
  fate: (passing: Passing) => Fate = () => "pass";
  /** Changes the SQL of each statement when it is prepared. */
  rewrite: ((sql: string) => string) | null = null;
  /** Milliseconds that everything takes longer, each way. */
  delayMs = 0;
  /** New connections are taken, and nothing is ever said on them. */
  silentHandshake = false;
  /** New connections are refused. */
  refuses = false;
  readonly #pairs = new Set<Pair>();

  private constructor(
    private readonly server: Server,
    private readonly target: URL,
    readonly port: number,
  ) {}

  /** Listens on a free port for the server of `databaseUrl`. */
  static async start(databaseUrl: string): Promise<PostgresProxy> {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    if (address === null || typeof address === "string") throw new Error("no port");
    const proxy = new PostgresProxy(server, new URL(databaseUrl), address.port);
    server.on("connection", (near) => proxy.#join(near));
    return proxy;
  }

  /** The address of the database through the proxy. */
  get url(): string {
    const url = new URL(this.target);
    url.hostname = "127.0.0.1";
    url.port = String(this.port);
    return url.href;
  }

  get connections(): number {
    return this.#pairs.size;
  }

  /** From now on nothing passes on the open connections, and neither end is told anything. */
  silence(): void {
    for (const pair of this.#pairs) pair.isSilent = true;
  }

  /** The client's end of every open connection is closed; the server is not told: half-open. */
  dropClients(): void {
    for (const pair of this.#pairs) {
      pair.isSilent = true;
      pair.near.destroy();
    }
  }

  /** The server's end of every open connection is closed; the client is not told: half-open. */
  dropServers(): void {
    for (const pair of this.#pairs) {
      pair.isSilent = true;
      pair.far.destroy();
    }
  }

  /** Breaks every open connection. */
  cutAll(): void {
    for (const { near, far } of this.#pairs) {
      near.resetAndDestroy();
      far.destroy();
    }
  }

  /** Ends every fault. Connections that have been silent stay so, as their messages are lost; they are broken. */
  heal(): void {
    this.fate = () => "pass";
    this.delayMs = 0;
    this.silentHandshake = false;
    this.refuses = false;
    for (const pair of this.#pairs) if (pair.isSilent) this.#end(pair);
  }

  stop(): void {
    this.server.close();
    for (const pair of this.#pairs) this.#end(pair);
  }

  #join(near: Socket): void {
    if (this.refuses) {
      near.resetAndDestroy();
      return;
    }
    const far = connect(Number(this.target.port || 5432), this.target.hostname);
    far.setNoDelay(true);
    near.setNoDelay(true);
    const pair: Pair = { near, far, isSilent: this.silentHandshake };
    this.#pairs.add(pair);
    const conversation = new Conversation();
    const asked = (message: PostgresMessage) => conversation.asked(message);
    const answered = (message: PostgresMessage) => conversation.answered(message);
    this.#pass("request", pair, near, far, new MessageReader(true), asked);
    this.#pass("answer", pair, far, near, new MessageReader(false), answered);
  }

  #pass(
    way: Passing["way"],
    pair: Pair,
    from: Socket,
    to: Socket,
    reader: MessageReader,
    follow: (message: PostgresMessage) => Exchange | undefined,
  ): void {
    from.on("error", () => {});
    from.on("close", () => {
      if (!pair.isSilent) this.#end(pair);
    });
    from.on("data", (chunk) => {
      for (const message of reader.read(chunk)) {
        const fate = this.fate({ way, message, exchange: follow(message) });
        if (fate === "drop") pair.isSilent = true;
        if (fate === "cut") this.#end(pair);
        if (!pair.isSilent && fate === "pass") this.#send(pair, to, this.#rewritten(way, message));
      }
    });
  }

  #rewritten(way: Passing["way"], message: PostgresMessage): Buffer {
    const isPrepared = way === "request" && message.type === "P";
    return isPrepared && this.rewrite ? withSql(message, this.rewrite) : message.bytes;
  }

  #send(pair: Pair, to: Socket, bytes: Buffer): void {
    const send = () => {
      if (!pair.isSilent && to.writable) to.write(bytes);
    };
    if (this.delayMs === 0) send();
    else setTimeout(send, this.delayMs);
  }

  #end(pair: Pair): void {
    this.#pairs.delete(pair);
    pair.near.destroy();
    pair.far.destroy();
  }
}

/** Whether a message answers a statement, of whatever kind. */
export const answersStatement = ({ way, exchange }: Passing): boolean =>
  way === "answer" && (exchange?.statements.length ?? 0) > 0;

/** Whether a message answers a COMMIT. */
export const answersCommit = ({ way, exchange }: Passing): boolean =>
  way === "answer" && (exchange?.statements.includes("commit") ?? false);

/**
 * Whether a message asks for a COMMIT, before the server has done anything of it. One that is prepared counts too: a
 * server that has heard half of a request waits for the rest without an end.
 */
export const asksCommit = ({ way, message, exchange }: Passing): boolean => {
  if (way !== "request") return false;
  if (message.type === "P") return /\0commit\0/i.test(message.bytes.toString("latin1"));
  return /[BQ]/.test(message.type) && (exchange?.statements.includes("commit") ?? false);
};
