/** A message of PostgreSQL's protocol: its type (empty for the first one of a client, which has none) and its bytes. */
export interface PostgresMessage {
  readonly type: string;
  readonly bytes: Buffer;
}

/** Cuts a stream of bytes into whole messages. */
export class MessageReader {
  #rest: Buffer = Buffer.alloc(0);
  #isFirst: boolean;

  /** @param hasStartup whether the stream begins with a message without a type, as a client's does. */
  constructor(hasStartup: boolean) {
    this.#isFirst = hasStartup;
  }

  /** The messages that these bytes complete. */
  read(chunk: Buffer): PostgresMessage[] {
    this.#rest = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    const messages: PostgresMessage[] = [];
    for (;;) {
      const head = this.#isFirst ? 0 : 1;
      if (this.#rest.length < head + 4) return messages;
      const length = head + this.#rest.readUInt32BE(head);
      if (this.#rest.length < length) return messages;
      const type = this.#isFirst ? "" : String.fromCharCode(this.#rest[0] ?? 0);
      messages.push({ type, bytes: this.#rest.subarray(0, length) });
      this.#rest = this.#rest.subarray(length);
      this.#isFirst = false;
    }
  }
}

/** One request of a client, up to where it waits for the answer, and the SQL in it. */
export interface Exchange {
  readonly statements: readonly string[];
}

/** Follows what a client asks on one connection, so that each answer is known by its request. */
export class Conversation {
  readonly #prepared = new Map<string, string>();
  readonly #open: Exchange[] = [{ statements: [] }];
  #statements: string[] = [];

  /** Reads a message of the client. Answers the exchange that it belongs to, as far as it has been said. */
  asked({ type, bytes }: PostgresMessage): Exchange {
    if (type === "P") {
      const [name, sql] = texts(bytes, 5, 2);
      this.#prepared.set(name ?? "", sql ?? "");
    }
    if (type === "B") this.#say(this.#prepared.get(texts(bytes, 5, 2)[1] ?? ""));
    if (type === "Q") this.#say(texts(bytes, 5, 1)[0]);
    const exchange = { statements: this.#statements };
    if (type !== "S" && type !== "Q") return exchange;
    this.#statements = [];
    this.#open.push(exchange);
    return exchange;
  }

  /** The exchange that a message of the server answers; its last one is `Z`. */
  answered({ type }: PostgresMessage): Exchange | undefined {
    const [exchange] = this.#open;
    if (type === "Z") this.#open.shift();
    return exchange;
  }

  #say(sql = ""): void {
    this.#statements = [...this.#statements, sql.trim().toLowerCase()];
  }
}

/** Texts that end with a zero, one after the other. */
function texts(bytes: Buffer, from: number, count: number): string[] {
  const found: string[] = [];
  let at = from;
  while (found.length < count) {
    const end = bytes.indexOf(0, at);
    if (end < 0) break;
    found.push(bytes.toString("utf8", at, end));
    at = end + 1;
  }
  return found;
}

/** The bytes of a Parse message with another SQL: its name and its types stay. */
export function withSql({ bytes }: PostgresMessage, rewrite: (sql: string) => string): Buffer {
  const [name = "", sql = ""] = texts(bytes, 5, 2);
  const types = bytes.subarray(5 + Buffer.byteLength(name) + 1 + Buffer.byteLength(sql) + 1);
  const texted = Buffer.from(`${name}\0${rewrite(sql)}\0`);
  const head = Buffer.from("P\0\0\0\0", "latin1");
  head.writeUInt32BE(4 + texted.length + types.length, 1);
  return Buffer.concat([head, texted, types]);
}
