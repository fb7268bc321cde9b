import { once } from "node:events";
import { connect, createServer, type Server, type Socket } from "node:net";

/**
 * What becomes of a piece of traffic: hold keeps it until letGo, also when its sender has gone; drop loses it; mute
 * loses it with all that follows on the connection; cut sends half and breaks the connection.
 */
type Fate = "pass" | "hold" | "drop" | "mute" | "cut";

/** A proxy in front of a test's server, for the faults of a network: delay, silence, a cut in mid-reply. */
export class TcpProxy {
  /** Decides on every piece that travels. */
  fate: (way: "request" | "reply", text: string) => Fate = () => "pass";
  /** New connections are refused. */
  refuses = false;
  readonly #open = new Set<Socket>();
  /** What was first said on each connection, which may name it. */
  readonly #said: { readonly ends: readonly Socket[]; text: string }[] = [];
  readonly #held: (() => void)[] = [];
  readonly #silent = new WeakSet<Socket>();
  readonly #holding = new WeakSet<Socket>();

  private constructor(
    private readonly server: Server,
    readonly port: number,
    /** Where new connections lead. */
    public target: number,
  ) {}

  static async start(target: number): Promise<TcpProxy> {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    if (address === null || typeof address === "string") throw new Error("no port");
    const proxy = new TcpProxy(server, address.port, target);
    server.on("connection", (near) => {
      if (proxy.refuses) near.resetAndDestroy();
      else proxy.#join(near, connect(proxy.target, "127.0.0.1"));
    });
    return proxy;
  }

  /** From now on nothing passes on the open connections of that name; neither end is told. New ones work. */
  silence(name = ""): void {
    for (const { ends, text } of this.#said) {
      if (text.includes(name)) for (const end of ends) this.#silent.add(end);
    }
  }

  /** How many connections of that name there have been. */
  count(name: string): number {
    return this.#said.filter(({ text }) => text.includes(name)).length;
  }

  /** Sends on what was held. */
  letGo(): void {
    for (const send of this.#held.splice(0)) send();
  }

  /** Breaks every open connection. */
  cutAll(): void {
    for (const socket of this.#open) socket.resetAndDestroy();
  }

  /** Ends every fault. Connections that were silent have lost what was said, and are broken. */
  heal(): void {
    this.fate = () => "pass";
    this.refuses = false;
    this.letGo();
    for (const socket of this.#open) if (this.#silent.has(socket)) socket.destroy();
  }

  stop(): void {
    this.server.close();
    for (const socket of this.#open) socket.destroy();
  }

  #join(near: Socket, far: Socket): void {
    const said = { ends: [near, far], text: "" };
    this.#said.push(said);
    near.on("data", (chunk) => {
      if (said.text.length < 1_000) said.text += chunk.toString();
    });
    this.#pass("request", near, far);
    this.#pass("reply", far, near);
  }

  #pass(way: "request" | "reply", from: Socket, to: Socket): void {
    this.#open.add(from);
    from.on("error", () => {});
    from.on("close", () => {
      this.#open.delete(from);
      // Who is silenced does not hear either that the other end has gone.
      if (!this.#silent.has(to) && !this.#holding.has(from)) to.destroy();
    });
    from.on("data", (chunk) => {
      if (this.#silent.has(from)) return;
      const fate = this.fate(way, chunk.toString());
      if (fate === "pass") to.write(chunk);
      if (fate === "mute") for (const end of [from, to]) this.#silent.add(end);
      if (fate === "hold") {
        from.pause();
        this.#holding.add(from);
        this.#held.push(() => {
          to.write(chunk);
          this.#holding.delete(from);
          from.resume();
        });
      }
      if (fate === "cut") to.write(chunk.subarray(0, chunk.length / 2), () => to.destroy());
    });
  }
}
