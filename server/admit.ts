import type { IncomingMessage, ServerResponse } from "node:http";
import { env } from "#lib/env.ts";
import { callerAddress } from "#lib/http/caller-address.ts";
import { policyWith } from "./pages/content-policy.ts";

const HSTS_SECONDS = 365 * 24 * 60 * 60;

/**
 * What every request goes through first. The caller's address is put into `x-real-ip`, whatever the caller said
 * there, and the answer gets the headers that every answer has; pages then set a policy of their own.
 */
export function admit(request: IncomingMessage, response: ServerResponse): void {
  const { TRUST_PROXY } = env();
  request.headers["x-real-ip"] = callerAddress(request.socket.remoteAddress, request.headers, TRUST_PROXY);
  for (const [name, value] of safetyHeaders()) response.setHeader(name, value);
}

let known: readonly (readonly [string, string])[] | undefined;

/** The headers that every answer has, by their names. */
export function safetyHeaders(): readonly (readonly [string, string])[] {
  known ??= [
    ["x-content-type-options", "nosniff"],
    ["x-frame-options", "DENY"],
    ["referrer-policy", "strict-origin-when-cross-origin"],
    ["permissions-policy", "camera=(), microphone=(), geolocation=()"],
    // Next's development server evaluates code, which no policy worth its name allows.
    ...(env().NODE_ENV === "development" ? [] : [["content-security-policy", policyWith([])] as const]),
    ...(env().PUBLIC_URL?.startsWith("https:")
      ? [["strict-transport-security", `max-age=${HSTS_SECONDS}`] as const]
      : []),
  ];
  return known;
}
