/**
 * One app process: Next behind an HTTP server, which gets its connections from the supervisor's front door.
 * It drains its requests when the supervisor says so, and ends when the supervisor is gone.
 */
import { createServer } from "node:http";
import next from "next";

const DRAIN_MS = 10_000;
const port = Number(process.env["PORT"]);
const trustsProxy = process.env["TRUST_PROXY"] === "1";

// Signals are for the supervisor, who then tells us: a Ctrl-C reaches every process of the terminal.
process.on("SIGINT", () => {});
process.on("SIGTERM", () => {});
process.on("SIGHUP", () => {});

const app = next({
  dev: process.env["LOCKSTEP_DEV"] === "1",
  dir: process.cwd(),
  hostname: "localhost",
  port,
});
const handle = app.getRequestHandler();
await app.prepare();
// `instrumentation.ts` has left it there: the shop's own code, compiled with the app.
const pages = new globalThis.LockstepPageServer(handle, process.env["LOCKSTEP_DEV"] !== "1");

let draining = false;
const connections = new Set();

const server = createServer((request, response) => {
  // Who calls: by the socket, never by what the caller says, unless a proxy of ours says it.
  if (!trustsProxy || !request.headers["x-real-ip"]) {
    request.headers["x-real-ip"] = request.socket.remoteAddress ?? "unknown";
  }
  if (draining) response.setHeader("connection", "close");
  void pages.serve(request, response);
});
server.keepAliveTimeout = 65_000;
server.on("upgrade", app.getUpgradeHandler());
// It never listens by itself; this starts Node's own watch over slow and idle connections.
server.emit("listening");

/** Ends when every connection has: idle ones at once, the others with their answer. */
function drain() {
  if (draining) return;
  draining = true;
  // Streams would never end by themselves; lib/live ends its own at this word.
  process.emit("lockstep:stopping");
  setTimeout(() => process.exit(0), DRAIN_MS);
  setInterval(() => {
    server.closeIdleConnections();
    if (connections.size === 0) process.exit(0);
  }, 20);
}

process.on("message", (message, socket) => {
  if (message === "drain") return drain();
  process.send?.({ taken: message.connection });
  // The caller may have hung up on the way here.
  if (!socket) return;
  connections.add(socket);
  socket.once("close", () => connections.delete(socket));
  server.emit("connection", socket);
});
process.on("disconnect", drain);
process.send?.("ready");
