import type { z } from "zod";
import { lostConnectionSince } from "#db/connection-news.ts";
import { isDatabaseUp } from "#db/database-state.ts";
import { auth } from "#lib/auth/auth.ts";
import { DomainError } from "#lib/errors.ts";
import { networkOf } from "#lib/http/caller-address.ts";
import { ownOrigins } from "#lib/http/own-origin.ts";
import { securityEvent } from "#lib/observability/security-event.ts";
import { countTry, type Limit } from "#lib/rate-limit/limits.ts";
import { parseJson, readText } from "./json-body.ts";
import { answering } from "./route.ts";
import { requireSameOrigin } from "./same-origin.ts";
import { parseInput } from "./validate.ts";

/** One endpoint of better-auth that callers reach; what isn't made by this is not there. */
interface AuthEndpoint {
  /** What it takes as its body; without a schema it is a GET. */
  readonly body?: z.ZodType;
  readonly limit?: Limit;
}

/** An endpoint of better-auth behind the same rules as the rest of the API: origin, size, limits, problem+json. */
export function authRoute({ body: schema, limit }: AuthEndpoint): (request: Request) => Promise<Response> {
  return (request) =>
    answering("auth", async () => {
      if (schema) requireSameOrigin(request);
      if (limit) await countTry(limit, networkOf(request.headers.get("x-real-ip") ?? ""));
      const response = await askBetterAuth(schema ? await checked(request, schema) : plain(request));
      tellOfSignIn(request, response.ok);
      if (response.status < 400) return response;
      throw await asDomainError(response);
    });
}

async function askBetterAuth(request: Request): Promise<Response> {
  const startedAt = performance.now();
  const response = await auth().handler(request);
  if (await isForWantOfDatabase(response.status, startedAt)) throw noDatabase();
  return response;
}

/** better-auth has refusals of its own for a database that is away: 400, 422 and 500. */
async function isForWantOfDatabase(status: number, startedAt: number): Promise<boolean> {
  if (status >= 500) return lostConnectionSince(startedAt) || !(await isDatabaseUp());
  return (status === 400 || status === 422) && lostConnectionSince(startedAt);
}

const noDatabase = () => new DomainError("UNAVAILABLE", "The shop can't do this for a moment. Try again.");

function tellOfSignIn(request: Request, isDone: boolean): void {
  const deed = /\/(sign-in|sign-up)\/email$/.exec(new URL(request.url).pathname)?.[1];
  if (!deed) return;
  const who = networkOf(request.headers.get("x-real-ip") ?? "");
  if (isDone) securityEvent(deed === "sign-in" ? "auth.signed-in" : "auth.signed-up", who);
  else securityEvent("auth.refused", who, { deed });
}

/** The request as better-auth gets it: of its query nothing is known to any page of ours. */
const plain = ({ url, headers }: Request) => new Request(pathOf(url), { headers });

async function checked(request: Request, schema: z.ZodType): Promise<Request> {
  const text = await readText(request);
  const body = parseInput(schema, text === "" ? {} : parseJson(request, text));
  const headers = new Headers(request.headers);
  headers.delete("content-length");
  headers.set("content-type", "application/json");
  // Who is no browser says no origin and has passed; better-auth asks for one beside every cookie.
  const [own] = ownOrigins((name) => request.headers.get(name));
  if (!headers.has("origin") && own) headers.set("origin", own);
  return new Request(pathOf(request.url), { method: "POST", headers, body: JSON.stringify(body) });
}

function pathOf(url: string): URL {
  const { origin, pathname } = new URL(url);
  return new URL(pathname, origin);
}

/** What better-auth refuses, in the shop's words: its own code stays as `reason`. */
async function asDomainError(response: Response): Promise<Error> {
  const refusal: unknown = await response.json().catch(() => null);
  const told = (name: "code" | "message"): string | undefined => {
    const value =
      refusal && typeof refusal === "object" && name in refusal ? Reflect.get(refusal, name) : undefined;
    return typeof value === "string" ? value : undefined;
  };
  const detail = told("message") ?? "That did not work.";
  const reason = told("code") ?? "UNKNOWN";
  switch (response.status) {
    case 401:
      return new DomainError("UNAUTHENTICATED", detail, { reason });
    case 403:
      return new DomainError("FORBIDDEN", detail, { reason });
    case 404:
      return new DomainError("NOT_FOUND", "There is nothing here.");
    case 500:
    case 503:
      return new Error(`better-auth answered ${response.status}: ${detail}`);
    default:
      return new DomainError("VALIDATION", detail, { reason, errors: [{ path: "", message: detail }] });
  }
}
