import { type IncomingMessage, Server, type ServerResponse } from "node:http";
import type { ApiDoor } from "./api-door.ts";
import type { behindEdge } from "./edge/edge.ts";
import type { PageServer } from "./pages/page-server.ts";

interface Parts {
  readonly PageServer: typeof PageServer;
  readonly behindEdge: typeof behindEdge;
  readonly apiDoor: ApiDoor | null;
}

type Emit = (this: Server, event: string, ...args: unknown[]) => boolean;

/** What only the supervisor of `npm start` and `npm run serve` can do. */
const MISSING = [
  "The shop runs without its supervisor (next start). Language, policy, caller's address, limits and pages work; these don't:",
  "- one process alone; it is not replaced when it dies or hangs, and its locks end only with their leases",
  "- no waiting room in a rush, and no stop or reload without a cut request",
  "- what has expired is not purged, and other machines don't get this build's files",
  "- metrics are this process's own",
  "Use npm run serve where you can.",
];

/**
 * Puts the shop's own code in front of Next where nothing else has: under plain `next start`, whose HTTP server belongs
 * to Next. Requests of its servers go the same way as in an app process, and to Next's own listener at the end.
 */
export function standBeforeNext({ PageServer, behindEdge, apiDoor }: Parts): void {
  process.stderr.write(`\n${MISSING.join("\n  ")}\n\n`);
  const emit: Emit = Reflect.get(Server.prototype, "emit");
  const fronts = new WeakMap<Server, (request: IncomingMessage, response: ServerResponse) => void>();

  const frontOf = (server: Server) => {
    const known = fronts.get(server);
    if (known) return known;
    const pages = new PageServer((request, response) => {
      emit.call(server, "request", request, response);
      return answered(response);
    }, true);
    const answer = behindEdge((request, response) => {
      if (!apiDoor?.serve(request, response)) return pages.serve(request, response);
    });
    const front = (request: IncomingMessage, response: ServerResponse) => {
      pages.admit(request, response);
      answer(request, response);
    };
    fronts.set(server, front);
    return front;
  };

  Reflect.set(Server.prototype, "emit", function (this: Server, event: string, ...args: unknown[]) {
    const [request, response] = args;
    if (event !== "request") return emit.call(this, event, ...args);
    frontOf(this)(request as IncomingMessage, response as ServerResponse);
    return true;
  });
}

const answered = (response: ServerResponse): Promise<void> =>
  new Promise((resolve) => {
    if (response.writableFinished) return resolve();
    response.once("close", resolve);
    response.once("finish", resolve);
  });
