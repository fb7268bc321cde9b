import type { IncomingMessage, ServerResponse } from "node:http";
import { BODY_TOO_LARGE, METHODS, refusalOf } from "./refusal.ts";
import { sendRefusal } from "./send-refusal.ts";
import { originForm } from "./target.ts";
import { wholeRequest } from "./whole-request.ts";

/**
 * What every request passes before anything reads it: its method, its address, the size of its body and the headers
 * that Next would fail on. Answers the request to go on with, or null when it was answered here.
 */
export function passEdge(
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
    sendRefusal(request, response, { code: "VALIDATION", detail: "The address is no path of this site." });
    return null;
  }
  request.url = url;
  const refusal = refusalOf(request);
  if (refusal) {
    sendRefusal(request, response, refusal);
    return null;
  }
  return request.headers["transfer-encoding"] === undefined ? request : withinLimit(request, response);
}

async function withinLimit(
  request: IncomingMessage,
  response: ServerResponse,
): Promise<IncomingMessage | null> {
  const whole = await wholeRequest(request);
  if (whole === "too-large") sendRefusal(request, response, BODY_TOO_LARGE);
  return typeof whole === "string" ? null : whole;
}
