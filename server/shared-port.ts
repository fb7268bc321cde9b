import { fork } from "node:child_process";
import { once } from "node:events";
import net, { createServer, type Server } from "node:net";

/** So many connections may wait in the kernel to be taken. */
const BACKLOG = 4_096;

/** Node's own handle of a bound port, as far as it can be named: it is handed to processes and listened on. */
type Handle = { close(): void };
type MakeHandle = (address: null, port: number, type: number, fd: number, flags: number) => Handle | number;
/** What node:cluster makes its shared ports with; there is no other way to a bound port that accepts nothing. */
const makeHandle = Reflect.get(net, "_createServerHandle") as MakeHandle;

/**
 * A port that the kernel takes connections for, which every process with a copy of it can accept. As long as this
 * process keeps it nothing that waits there is lost, whichever process dies.
 */
export class SharedPort {
  private constructor(
    readonly handle: net.Socket,
    private readonly close_: () => void,
  ) {}

  /** @throws Error as `listen` has it when the port can't be had. */
  static async open(port: number): Promise<SharedPort> {
    const handle = makeHandle(null, port, 4, -1, 0);
    if (typeof handle === "number") throw new Error(`port ${port} can't be had (${handle})`);
    // `send` takes Node's bare handles too, which its types don't name.
    const shared = new SharedPort(handle as unknown as net.Socket, () => handle.close());
    // The kernel listens from the first copy on, and does not stop when that is closed.
    const first = createServer();
    try {
      await shared.listen(first);
    } catch (error) {
      shared.close();
      throw error;
    }
    first.close();
    return shared;
  }

  /** Has a server of this process accept, until it is closed, on a copy of its own. */
  async listen(server: Server): Promise<void> {
    const copier = fork("server/copy-handle.mjs", { execArgv: [] });
    copier.send("copy", this.handle, { keepOpen: true });
    // Not its exit: that may be heard before the message that came first.
    const gone = once(copier, "disconnect").then(() => Promise.reject(new Error("no copy of the port")));
    const [, copy] = await Promise.race([once(copier, "message"), gone]);
    gone.catch(() => {});
    const listening = once(server, "listening");
    server.listen(copy, BACKLOG);
    await listening;
  }

  close(): void {
    this.close_();
  }
}
