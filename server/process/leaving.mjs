/** The longest that the last answers may take. */
const DRAIN_MS = 10_000;
/** A caller whose connection was quiet for this long is not about to use it. */
const QUIET_MS = 1_500;
const LOOK_MS = 20;

/** How an app process ends: it says so to every probe of readiness, then answers what it has, then is gone. */
export class Leaving {
  /** Whether requests can come; what has not begun to serve has nothing to end. */
  isServing = false;
  /** From now on each answer is the last of its connection. */
  isAnnounced = false;
  #isDraining = false;

  /** @param {import("./connections.mjs").Connections} connections */
  constructor(connections) {
    this.connections = connections;
  }

  /** From now on it is not ready, and each answer is the last of its connection; new connections are still taken. */
  announce() {
    this.isAnnounced = true;
  }

  /** Takes no more connections, and ends when those that it has have ended. */
  drain() {
    if (this.#isDraining) return;
    this.isAnnounced = true;
    this.#isDraining = true;
    if (!this.isServing) process.exit(0);
    this.connections.stopAccepting();
    setTimeout(() => process.exit(0), DRAIN_MS);
    setInterval(() => {
      // Streams would never end by themselves; lib/live ends its own at this word, also those that come late.
      process.emit("lockstep:stopping");
      this.connections.closeQuiet(QUIET_MS);
      if (this.connections.size === 0) process.exit(0);
    }, LOOK_MS);
  }

  /**
   * Has the answer end its connection while the process leaves, and answers itself whether it is ready.
   * @param {import("node:http").IncomingMessage} request
   * @param {import("node:http").ServerResponse} response
   */
  answers(request, response) {
    if (!this.isAnnounced) return false;
    response.setHeader("connection", "close");
    if (request.url?.split("?")[0] !== "/api/health/ready") return false;
    const body = JSON.stringify({ status: "down", reason: "stopping" });
    const headers = { "content-type": "application/json", "cache-control": "no-store", "retry-after": "2" };
    response.writeHead(503, headers).end(request.method === "HEAD" ? undefined : body);
    return true;
  }
}
