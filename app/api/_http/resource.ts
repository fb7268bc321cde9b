import { DomainError } from "#lib/errors.ts";
import { answering } from "./route.ts";
import type { RouteHandler } from "./route-handler.ts";

/** The methods that Next calls a route file for. */
export const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"] as const;
export type Method = (typeof METHODS)[number];

/** A path of the API: a handler for every method. */
export type Resource = Readonly<Record<Method, RouteHandler>>;

/** The methods that a path has work for. */
type Handlers = Partial<Readonly<Record<"GET" | "HEAD" | "POST" | "PATCH" | "DELETE", RouteHandler>>>;

/**
 * Completes the handlers of a path: HEAD answers as GET without its body, OPTIONS names the methods, and every
 * other method gets 405 METHOD_NOT_ALLOWED with `Allow`. A route file exports what this returns, so Next and the
 * API door answer every method alike.
 */
export function resource(handlers: Handlers): Resource {
  const { GET, HEAD = GET && headOf(GET) } = handlers;
  const allow = METHODS.filter(
    (method) => method === "OPTIONS" || (method === "HEAD" ? HEAD : method in handlers),
  ).join(", ");
  const refuse: RouteHandler = () => methodNotAllowed(allow);
  const tell: RouteHandler = async () =>
    new Response(null, { status: 204, headers: { allow, "cache-control": "no-store" } });
  return {
    GET: refuse,
    POST: refuse,
    PUT: refuse,
    PATCH: refuse,
    DELETE: refuse,
    ...handlers,
    HEAD: HEAD ?? refuse,
    OPTIONS: tell,
  };
}

/** The answer to a method that a path lacks. */
async function methodNotAllowed(allow: string): Promise<Response> {
  const response = await answering("methodNotAllowed", async () => {
    throw new DomainError("METHOD_NOT_ALLOWED", `This address takes ${allow}.`);
  });
  response.headers.set("allow", allow);
  return response;
}

/** The same answer without its body; a stream that was opened for it is closed. */
const headOf =
  (get: RouteHandler): RouteHandler =>
  async (request, context) => {
    const response = await get(request, context);
    const { status, headers } = response;
    await response.body?.cancel();
    return new Response(null, { status, headers });
  };
