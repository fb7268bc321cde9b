import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { getRequestListener } from "@hono/node-server";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import compression from "compression";
import { ERRORS } from "#lib/errors.ts";
import { problemOf } from "#lib/http/problem.ts";
import type { SharedRead } from "#lib/http/sharing.ts";
import { TextResponse } from "#lib/http/text-response.ts";
import { type RouteMatch, RouteTable } from "./route-table.ts";

interface Handler {
  (
    request: Request,
    context: { readonly params: Promise<Record<string, string | string[] | undefined>> },
  ): Promise<Response>;
  readonly shared?: SharedRead;
}

/** The handlers of one path by their method, as a route file of Next exports them. */
export type ApiResource = Readonly<Record<string, Handler>>;

const API = "/api/";
/** Next redirects these to their plain form; it gets them. */
const UNUSUAL = /\/$|\/\/|\\|\/\.\.?(?:\/|$)/;

/**
 * Answers `/api/*` by the process's own HTTP server, before Next: the same handlers that Next would call, without
 * its request pipeline, which takes ten times the CPU of an order.
 */
export class ApiDoor {
  readonly #table: RouteTable<ApiResource>;
  readonly #listener: RequestListener;
  readonly #compress = compression();
  readonly #matches = new WeakMap<IncomingMessage, RouteMatch<ApiResource>>();

  constructor(routes: Readonly<Record<string, ApiResource>>) {
    this.#table = new RouteTable(routes);
    this.#listener = getRequestListener(
      (request, { incoming, outgoing }) =>
        this.#answer(request, incoming as IncomingMessage, outgoing as ServerResponse),
      { overrideGlobalObjects: false, errorHandler: refuse },
    );
  }

  /** Answers the request if it is one of the API's; says whether it was. */
  serve(request: IncomingMessage, response: ServerResponse): boolean {
    const match = this.#find(request.url ?? "/");
    if (!match) return false;
    this.#matches.set(request, match);
    request.rawHeaders = trustedHeaders(request);
    if (!request.headers["accept-encoding"]) this.#listener(request, response);
    else this.#compress(request as never, response as never, () => this.#listener(request, response));
    return true;
  }

  #find(url: string): RouteMatch<ApiResource> | null {
    if (!url.startsWith(API)) return null;
    const end = url.indexOf("?");
    const path = end < 0 ? url : url.slice(0, end);
    if (UNUSUAL.test(path)) return null;
    try {
      return this.#table.find(path);
    } catch {
      return null;
    }
  }

  async #answer(request: Request, incoming: IncomingMessage, outgoing: ServerResponse): Promise<Response> {
    const match = this.#matches.get(incoming);
    const handler = match?.entry[request.method];
    if (!match || !handler) return refuse();
    const answer = await handler(request, { params: Promise.resolve(match.params) });
    if (!(answer instanceof TextResponse) || answer.headers.has("set-cookie")) return answer;
    answer.writeTo(outgoing);
    return RESPONSE_ALREADY_SENT;
  }
}

/** The headers as the process has checked them: the caller's address is not what the caller says. */
function trustedHeaders({ headers, rawHeaders }: IncomingMessage): string[] {
  const trusted: string[] = [];
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at] ?? "";
    if (name.toLowerCase() !== "x-real-ip") trusted.push(name, rawHeaders[at + 1] ?? "");
  }
  const address = headers["x-real-ip"];
  if (typeof address === "string") trusted.push("x-real-ip", address);
  return trusted;
}

/** The answer to what can't be read as a request: a host that is none, a method that HTTP does not know. */
function refuse(): Response {
  const { status, headers, body } = problemOf({ code: "VALIDATION", detail: `${ERRORS.VALIDATION.title}.` });
  return new Response(body, { status, headers });
}
