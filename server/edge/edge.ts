import type { IncomingMessage, ServerResponse } from "node:http";
import { logFailure } from "#lib/observability/log-failure.ts";
import { apiMethod, BODY_TOO_LARGE, METHODS, methodsOf, NO_PATH, pathOf, refusalOf } from "./refusal.ts";
import { sendRefusal } from "./send-refusal.ts";
import { originForm } from "./target.ts";
import { wholeRequest } from "./whole-request.ts";

/** A listener whose requests have passed the edge; what it, or the edge, fails on is answered and logged. */
export function behindEdge(
  answer: (request: IncomingMessage, response: ServerResponse) => unknown,
): (request: IncomingMessage, response: ServerResponse) => void {
  return (asked, response) => {
    const go = async () => {
      const passed = passEdge(asked, response);
      const request = passed instanceof Promise ? await passed : passed;
      if (request) await answer(request, response);
    };
    go().catch((error: unknown) => {
      logFailure("error", "a request was not answered", error, { path: asked.url });
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  };
}

/**
 * What every request passes before anything reads it: its method, its address, the size of its body and the headers
 * that Next would fail on. Answers the request to go on with, or null when it was answered here.
 */
function passEdge(
  request: IncomingMessage,
  response: ServerResponse,
): IncomingMessage | null | Promise<IncomingMessage | null> {
  const target = request.url ?? "/";
  if (target === "*" && request.method === "OPTIONS") {
    response.writeHead(204, { allow: METHODS }).end();
    return null;
  }
  const url = originForm(target);
  if (url === null) {
    sendRefusal(request, response, NO_PATH);
    return null;
  }
  request.url = url;
  request.method = apiMethod(request.method ?? "GET", url);
  const refusal = refusalOf(request);
  if (refusal) {
    sendRefusal(request, response, refusal);
    return null;
  }
  tellOwnHost(request);
  // Files and pages are only read: a condition for a change fails in Next, which calls that its own fault.
  if (!url.startsWith("/api/")) {
    delete request.headers["if-match"];
    delete request.headers["if-unmodified-since"];
  }
  if (request.method === "OPTIONS" && !url.startsWith("/api/")) {
    response.writeHead(204, { allow: methodsOf(pathOf(url)) }).end();
    return null;
  }
  return request.headers["transfer-encoding"] === undefined ? request : withinLimit(request, response);
}

/**
 * Which pages may change something is decided here, by `PUBLIC_URL` and the host. Next would ask once more, and by a host
 * that a proxy may have replaced by its own.
 */
function tellOwnHost({ method, headers }: IncomingMessage): void {
  delete headers["x-forwarded-host"];
  const isChange = method === "POST" || method === "PATCH" || method === "DELETE";
  if (isChange && headers.origin) headers["x-forwarded-host"] = new URL(headers.origin).host;
}

async function withinLimit(
  request: IncomingMessage,
  response: ServerResponse,
): Promise<IncomingMessage | null> {
  const whole = await wholeRequest(request);
  if (whole === "too-large") sendRefusal(request, response, BODY_TOO_LARGE);
  return typeof whole === "string" ? null : whole;
}
