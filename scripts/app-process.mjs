/**
 * One app process: Next behind an HTTP server on the port that all of them share (node:cluster).
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

const server = createServer((request, response) => {
  // Who calls: by the socket, never by what the caller says, unless a proxy of ours says it.
  if (!trustsProxy || !request.headers["x-real-ip"]) {
    request.headers["x-real-ip"] = request.socket.remoteAddress ?? "unknown";
  }
  void handle(request, response);
});
server.keepAliveTimeout = 65_000;
server.on("upgrade", app.getUpgradeHandler());

let draining = false;
function drain() {
  if (draining) return;
  draining = true;
  server.close(() => process.exit(0));
  // A connection that is kept alive ends with its next answer, or now when it is idle.
  server.keepAliveTimeout = 1;
  const idle = setInterval(() => server.closeIdleConnections(), 50);
  idle.unref();
  setTimeout(() => process.exit(0), DRAIN_MS).unref();
}

process.on("message", (message) => {
  if (message === "drain") drain();
});
process.on("disconnect", drain);

server.listen(port, () => process.send?.("listening"));
