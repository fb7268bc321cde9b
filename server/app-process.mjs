/**
 * One app process: Next behind an HTTP server, which accepts its connections from the supervisor's front door.
 * It leaves when the supervisor says so, with every request answered, and ends when the supervisor is gone.
 */
import { createServer } from "node:http";
import next from "next";
import { Connections } from "./process/connections.mjs";
import { Leaving } from "./process/leaving.mjs";
import { answerUpgrades } from "./process/upgrades.mjs";
import { WaitingRoom } from "./process/waiting-room.mjs";

const BEAT_MS = 250;
const port = Number(process.env["PORT"]);
const isDevelopment = process.env["LOCKSTEP_DEV"] === "1";

// Signals are for the supervisor, which then tells us: a Ctrl-C reaches every process of the terminal.
process.on("SIGINT", () => {});
process.on("SIGTERM", () => {});
process.on("SIGHUP", () => {});

// What lacks a host is refused as everything else is, with the reason.
const server = createServer({ requireHostHeader: false });
const connections = new Connections(server);
const leaving = new Leaving(connections);

process.on("message", (message, handle) => {
  if (message === "accept") connections.acceptFrom(handle);
  else if (message === "leave") leaving.announce();
  else if (message === "drain") leaving.drain();
});
process.on("disconnect", () => leaving.drain());

/** @type {Promise<import("./process-parts.ts").ProcessParts>} */
const parts = new Promise((resolve) => {
  globalThis.lockstepTakeParts = resolve;
});
const app = next({ dev: isDevelopment, dir: process.cwd(), hostname: "localhost", port });
const handle = app.getRequestHandler();
await app.prepare();
// `instrumentation.ts` hands them over: the shop's own code, compiled with the app.
const { PageServer, behindEdge, answerUnparsable, sendBusy, warmUp, apiDoor, sharedReads } = await parts;
const room = new WaitingRoom(sendBusy);
const pages = new PageServer(handle, !isDevelopment);
const api = process.env["API_DOOR"] === "off" ? null : apiDoor;

server.keepAliveTimeout = 65_000;
answerUpgrades(server, isDevelopment ? app.getUpgradeHandler() : null);
answerUnparsable(server);
const answer = behindEdge((request, response) => {
  if (!api?.serve(request, response)) return pages.serve(request, response);
});
/** @type {import("node:http").RequestListener} */
const listen = (request, response) => {
  pages.admit(request, response);
  if (leaving.answers(request, response)) return;
  // Its look into an order's body is one that Next can't repeat; without the API door there is no rush to keep in line.
  if (api) room.enter(request, response, () => answer(request, response));
  else answer(request, response);
};
const shared = api ? sharedReads : null;
server.on("request", (request, response) => {
  if (leaving.isAnnounced || !shared?.serve(request, response, listen)) listen(request, response);
});

await warmUp();
leaving.isServing = true;
// A failure to send means that the supervisor is gone, which the next beat finds out.
if (process.connected) process.send?.("ready", () => {});
setInterval(() => {
  if (process.connected) process.send?.("heartbeat", () => {});
  // A supervisor that died while this process was still being loaded was heard by nobody.
  else leaving.drain();
}, BEAT_MS);
