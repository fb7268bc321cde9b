import { randomUUID } from "node:crypto";
import { z } from "zod";
import { refuseDemo } from "#lib/auth/demo-shopper.ts";
import { type User, userOf } from "#lib/auth/session.ts";
import { DomainError } from "#lib/errors.ts";
import type { SubmitOptions } from "#lib/group-commit/group-commit.ts";
import { TextResponse } from "#lib/http/text-response.ts";
import type { IdempotentRequest, Recorded, StoredAnswer } from "#lib/idempotency/record.ts";
import { runOnce } from "#lib/idempotency/run-once.ts";
import { log } from "#lib/observability/log.ts";
import { logFailure } from "#lib/observability/log-failure.ts";
import { metrics } from "#lib/observability/metrics.ts";
import { currentTraces, endTrace, newTrace, spanned, type Trace, within } from "#lib/observability/trace.ts";
import { countTry } from "#lib/rate-limit/limits.ts";
import type { Locale } from "#lib/values/locale.ts";
import { localeOf } from "#lib/values/locale.ts";
import { idempotentRequest, type RequestKey, requestKey, tellKey } from "./idempotency-key.ts";
import { entityTag } from "./if-match.ts";
import { parseJson, readJson, readText } from "./json-body.ts";
import { streamLine, wantsEvents } from "./line-stream.ts";
import type { Access, Operation } from "./operation.ts";
import { problemResponse } from "./problem.ts";
import type { RouteContext, RouteHandler } from "./route-handler.ts";
import { requireSameOrigin } from "./same-origin.ts";
import { readUpload } from "./upload.ts";
import { parseInput, parseParams } from "./validate.ts";

/** What a handler gets: checked input, the caller, and the idempotency record to commit with its work. */
export interface Call<Params, Query, Body, U> {
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  readonly user: U;
  readonly locale: Locale;
  readonly once: IdempotentRequest | null;
  readonly request: Request;
  /** What was uploaded; empty where the operation takes no file. */
  readonly file: Uint8Array;
  /** How the handler waits in line: until the caller is gone, telling it the place. */
  readonly waiting: SubmitOptions;
}

/** The account that a page was made for, where it names one: it may be another one than the cookie's by now. */
const ACCOUNT_HEADER = "x-account";

/** What stands in a body that says nothing. */
const NO_FIELDS = z.strictObject({});

/** nginx's word for a caller who hung up. */
const CLIENT_CLOSED_REQUEST = 499;

type Answer<Once extends boolean> = Once extends true ? Recorded<unknown> : unknown;
type Handler<P, Q, B, U, Once extends boolean> = (call: Call<P, Q, B, U>) => Promise<Answer<Once>>;
type Caller<A extends Access> = A extends "public" ? null : User;

/**
 * Makes a route handler of an operation: parse, authorise, handle, map errors. Every operation of the
 * API goes through here, and nothing else catches. The handler returns the answer's body.
 */
export function route<
  P extends z.ZodType,
  Q extends z.ZodType,
  B extends z.ZodType,
  A extends Access,
  Once extends boolean,
>(
  operation: Operation<P, Q, B, A, Once>,
  handle: Handler<z.output<P>, z.output<Q>, z.output<B>, Caller<A>, Once>,
): RouteHandler {
  const answer = (request: Request, context: RouteContext, key: RequestKey | null, waiting: SubmitOptions) =>
    answering(
      operation.id,
      async () => {
        if (operation.method !== "get") requireSameOrigin(request);
        const user = await spanned("session", () => authorise(operation, request));
        const input = await readInput(operation, request, context);
        const once = key && user ? idempotentRequest(operation, key, user, input) : null;
        const locale = localeOf(request.headers.get("accept-language"));
        const file = await readUpload(operation, request);
        const call = { ...input, user: user as Caller<A>, locale, once, request, file, waiting };
        // Nobody else can have a key that was made just now.
        if (!once || key?.isMade) return respond(operation, await handle(call));
        const result = await runOnce(once, () => handle(call) as Promise<Recorded<unknown>>);
        return result.replayed ? replay(operation, result.stored) : respond(operation, result.answer);
      },
      waiting.signal,
      request.headers.get("traceparent"),
    );
  const handler: RouteHandler = async (request, context) => {
    const key = requestKey(operation, request);
    const response =
      operation.hasLine && wantsEvents(request)
        ? streamLine(request.signal, (waiting) => answer(request, context, key, waiting))
        : await answer(request, context, key, { signal: request.signal });
    return tellKey(response, key);
  };
  const { id, sharing } = operation;
  return sharing ? Object.assign(handler, { shared: { operation: id, sharing } }) : handler;
}

/** Turns failures into problems, names the request, and counts it. A caller that is gone gets no answer. */
export async function answering(
  operationId: string,
  work: () => Promise<Response>,
  gone?: AbortSignal,
  traceparent: string | null = null,
): Promise<Response> {
  const requestId = randomUUID();
  const trace = newTrace(requestId, traceparent);
  const done = metrics().duration.startTimer({ operation: operationId });
  const fail = (error: unknown) =>
    gone?.aborted && (error === gone.reason || isHangUp(error))
      ? hungUp(operationId, error)
      : problemResponse(error, requestId);
  const response = await within(trace, async () => {
    const answer = await work().catch(fail);
    logAnswer(operationId, answer.status, trace);
    return answer;
  });
  endTrace(trace, operationId, response.status);
  response.headers.set("x-request-id", requestId);
  response.headers.set("cache-control", "no-store");
  done();
  metrics().requests.inc({ operation: operationId, status: String(response.status) });
  return response;
}

/** A line for each request, where LOG_LEVEL=debug asks for it. */
function logAnswer(operation: string, status: number, { startedAt, facts }: Trace): void {
  if (!log().isLevelEnabled("debug")) return;
  const ms = Math.round(performance.now() - startedAt);
  log().debug({ operation, status, ms, ...facts }, "answered");
}

/** What reading from a caller who is gone fails with. */
const isHangUp = (error: unknown): boolean =>
  error instanceof Error &&
  (error.name === "AbortError" || /aborted|ECONNRESET|premature close/i.test(error.message));

/** Nobody hears this answer, and it is no fault of ours: it is counted, and logged at the debug level. */
function hungUp(operation: string, error: unknown): Response {
  metrics().hangUps.inc({ operation });
  logFailure("debug", "a caller hung up", error, { operation });
  return new Response(null, { status: CLIENT_CLOSED_REQUEST });
}

async function authorise(operation: Operation, request: Request): Promise<User | null> {
  if (operation.access === "public") return null;
  const user = await userOf(request.headers);
  for (const { facts } of currentTraces()) if (user) facts.shopper = user.id;
  if (!user) throw new DomainError("UNAUTHENTICATED", "Sign in to do this.");
  if (operation.access === "admin" && user.role !== "admin") {
    throw new DomainError("FORBIDDEN", "Only admins can do this.");
  }
  if (operation.needsFreshSignIn && !user.isFresh) {
    throw new DomainError("SIGN_IN_AGAIN", "Show your password again: POST it to /api/admin/confirm.");
  }
  const named = request.headers.get(ACCOUNT_HEADER);
  if (named !== null && named !== user.id) {
    throw new DomainError(
      "ACCOUNT_CHANGED",
      "This page is of another account than the one that is signed in.",
    );
  }
  if (operation.method !== "get") {
    if (!operation.isForDemo) refuseDemo(user);
    await countTry("mutation", user.id);
  }
  return user;
}

async function readInput<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType>(
  operation: Operation<P, Q, B>,
  request: Request,
  context: RouteContext,
): Promise<{ params: z.output<P>; query: z.output<Q>; body: z.output<B> }> {
  return {
    params: operation.params
      ? parseParams(operation.params.schema, await context.params, operation.params.missing)
      : (undefined as z.output<P>),
    query: operation.query
      ? parseInput(operation.query, Object.fromEntries(new URL(request.url).searchParams))
      : (undefined as z.output<Q>),
    body: await readBody(operation, request),
  };
}

async function readBody<B extends z.ZodType>(
  operation: Pick<Operation<z.ZodType, z.ZodType, B>, "method" | "body" | "upload">,
  request: Request,
): Promise<z.output<B>> {
  if (operation.upload) return undefined as z.output<B>;
  if (operation.body) return parseInput(operation.body, await readJson(request));
  if (operation.method !== "get") await readNothing(request);
  return undefined as z.output<B>;
}

/** A body where none is needed: nothing, or JSON without a field. */
async function readNothing(request: Request): Promise<void> {
  const text = await readText(request);
  const sent = text === "" ? null : parseJson(request, text);
  if (sent !== null) parseInput(NO_FIELDS, sent);
}

function respond(operation: Operation, data: unknown): Response {
  const { status } = operation.success;
  if (data === undefined) return new Response(null, { status });
  if (operation.file !== undefined && typeof data === "string") return fileResponse(operation.file, data);
  return jsonResponse(operation, status, JSON.stringify(data), () => data);
}

function fileResponse(name: string, text: string): Response {
  const headers = {
    "content-type": "text/csv; charset=utf-8",
    "content-disposition": `attachment; filename="${name}"`,
  };
  return new Response(text, { headers });
}

function replay(operation: Operation, stored: StoredAnswer): Response {
  const response = jsonResponse(operation, stored.status, stored.body, () => JSON.parse(stored.body));
  response.headers.set("idempotency-replayed", "true");
  return response;
}

function jsonResponse(operation: Operation, status: number, body: string, data: () => unknown): Response {
  const headers = new Headers({ "content-type": "application/json" });
  if (operation.location) headers.set("location", operation.location(data()));
  if (operation.versionOf) headers.set("etag", entityTag(operation.versionOf(data())));
  return new TextResponse(body, { status, headers });
}
