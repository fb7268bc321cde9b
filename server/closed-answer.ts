import type { IncomingMessage, ServerResponse } from "node:http";
import { problemOf } from "#lib/http/problem.ts";
import { localeOf } from "#lib/values/locale.ts";
import { toldKey } from "./edge/told-key.ts";
import { noticePage, RETRY_SCRIPT } from "./notice-page.ts";
import { digestOf, policyWith } from "./pages/content-policy.ts";

/** Seconds after which it is worth asking again: a process starts in one or two. */
const RETRY_AFTER = 5;

const PROBLEM = problemOf({
  code: "UNAVAILABLE",
  detail: "The shop is closed for a moment. Nothing was taken; try again.",
  facts: { retryAfter: RETRY_AFTER },
});

/** Answers for the shop while none of its processes is up: callers get the API's problem, everybody else a page. */
export function answerClosed(request: IncomingMessage, response: ServerResponse): void {
  const isCall = /^\/api(?:[/?]|$)/.test(request.url ?? "");
  const locale = localeOf(request.headers["accept-language"] ?? null);
  const body = isCall ? PROBLEM.body : noticePage(locale, "maintenance", "retry");
  response.writeHead(PROBLEM.status, {
    ...PROBLEM.headers,
    ...toldKey(request),
    ...(isCall ? {} : { "content-type": "text/html; charset=utf-8" }),
    "content-length": Buffer.byteLength(body),
    // The page looks by a script of its own whether the shop is open again.
    "content-security-policy": policyWith(isCall ? [] : [digestOf(RETRY_SCRIPT)]),
    // Not to be compressed by a layer that wrapped the response before it came to this.
    "cache-control": "no-store, no-transform",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    // What was not read of a body is not waited for, and the next request comes by a connection that can be handed on.
    connection: "close",
  });
  response.end(request.method === "HEAD" ? undefined : body);
}
