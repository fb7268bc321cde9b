import { randomUUID } from "node:crypto";
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from "node:http";
import { problemOf } from "#lib/http/problem.ts";
import { localeOf } from "#lib/values/locale.ts";
import { noticePage } from "../notice-page.ts";
import type { Refusal } from "./refusal.ts";
import { toldKey } from "./told-key.ts";

/** So much of a body that nobody wants is read, and so long its connection stays, for its sender to read the answer. */
const LINGER_MS = 2_000;
const LINGER_BYTES = 1024 * 1024;

/** Refuses a request: people who opened a page get one that says so, everybody else the API's problem. */
export function sendRefusal(request: IncomingMessage, response: ServerResponse, refusal: Refusal): void {
  const { method, headers } = request;
  const isCall = /^\/api(?:[/?]|$)/.test(request.url ?? "");
  const isVisit = method === "GET" && !isCall && Boolean(headers.accept?.includes("text/html"));
  const requestId = randomUUID();
  const { code, detail, retryAfter } = refusal;
  const facts = retryAfter === undefined ? {} : { retryAfter };
  const problem = problemOf({ code, detail, facts, instance: requestId });
  const body = isVisit
    ? noticePage(localeOf(headers["accept-language"] ?? null), "badAddress", "backHome")
    : problem.body;
  const told: OutgoingHttpHeaders = {
    ...problem.headers,
    ...toldKey(request),
    ...(isVisit ? { "content-type": "text/html; charset=utf-8" } : {}),
    "content-length": Buffer.byteLength(body),
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    connection: "close",
  };
  if (refusal.allow) told["allow"] = refusal.allow;
  response.writeHead(problem.status, told);
  if (method === "HEAD") response.end();
  else endAfterBody(request, response, body);
}

/** Sends the answer at once, but closes the connection only when its sender had the time to read it. */
function endAfterBody(request: IncomingMessage, response: ServerResponse, body: string): void {
  if (request.complete || request.readableEnded) return void response.end(body);
  response.write(body);
  let left = LINGER_BYTES;
  const end = () => {
    clearTimeout(timer);
    response.end();
  };
  const timer = setTimeout(end, LINGER_MS);
  request.on("data", (chunk: Buffer) => {
    left -= chunk.length;
    // A caller that still sends is held up by a full connection, and the answer is there to be read.
    if (left < 0) request.pause();
  });
  request.once("end", end);
  request.once("close", end);
}
