import type { IncomingMessage, ServerResponse } from "node:http";
import { ERRORS } from "#lib/errors.ts";
import { localeOf } from "#lib/values/locale.ts";
import { noticePage } from "./notice-page.ts";

/** Seconds after which it is worth asking again: a process starts in one or two. */
const RETRY_AFTER = "5";

/** As `app/api/_http/problem.ts` says it for a service that is away. */
const PROBLEM = {
  type: "/docs#UNAVAILABLE",
  ...ERRORS.UNAVAILABLE,
  code: "UNAVAILABLE",
  detail: "The shop is closed for a moment. Nothing was taken; try again.",
} as const;

/** Answers for the shop while none of its processes is up: callers get the API's problem, everybody else a page. */
export function answerClosed(request: IncomingMessage, response: ServerResponse): void {
  const isCall = /^\/api(?:[/?]|$)/.test(request.url ?? "");
  const locale = localeOf(request.headers["accept-language"] ?? null);
  const body = isCall ? JSON.stringify(PROBLEM) : noticePage(locale, "maintenance", "retry");
  response.writeHead(PROBLEM.status, {
    "content-type": isCall ? "application/problem+json" : "text/html; charset=utf-8",
    "content-length": Buffer.byteLength(body),
    "retry-after": RETRY_AFTER,
    // Not to be compressed by whoever wrapped the response before it came to this.
    "cache-control": "no-store, no-transform",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    // What was not read of a body is not waited for, and the next request comes by a connection that can be handed on.
    connection: "close",
  });
  response.end(request.method === "HEAD" ? undefined : body);
}
