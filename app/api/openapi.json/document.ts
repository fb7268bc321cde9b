import { z } from "zod";
import { createDocument, type ZodOpenApiObject, type ZodOpenApiOperationObject } from "zod-openapi";
import { everyOperation } from "#app/api/_operations/every-operation.ts";
import { ERRORS, type ErrorCode } from "#lib/errors.ts";
import type { Operation } from "../_http/operation.ts";
import { accountPaths } from "./account-paths.ts";
import { authPaths } from "./auth-paths.ts";
import { plainPaths } from "./plain-paths.ts";

const Problem = z
  .looseObject({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    code: z.enum(Object.keys(ERRORS) as [ErrorCode, ...ErrorCode[]]),
    detail: z.string(),
    instance: z.string().optional(),
    errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  })
  .meta({ id: "Problem", description: "A refusal or failure, by RFC 9457" });

const IdempotencyKey = z
  .string()
  .regex(/^[\x21-\x7e]{1,255}$/)
  .optional()
  .meta({ description: "Does the request at most once; its answer is kept for 24 hours" });

const Account = z.string().optional().meta({
  description: "The account that the caller means; ACCOUNT_CHANGED when the cookie is another one's",
});

const IfMatch = z.string().optional().meta({
  description: "The version that the change is meant for, as an entity tag; STALE when it is another one",
});

/** The answer to callers that accept events, instead of one answer. */
const LINE = {
  description:
    "With `Accept: text/event-stream`: events `position` ({position}) and `working` ({}), then one `done` ({status, body}) with the status and the body of the plain answer. Hanging up leaves the line.",
  content: { "text/event-stream": { schema: { type: "string" } } },
} as const;

let document: ReturnType<typeof createDocument> | undefined;

/** The API as OpenAPI 3.1, made from the schemas that check its input; made once. */
export function openApiDocument(): ReturnType<typeof createDocument> {
  document ??= createDocument({
    openapi: "3.1.0",
    info: {
      title: "Lockstep",
      version: "1.0.0",
      description: "A storefront that sells exactly what it has.",
    },
    servers: [{ url: "/" }],
    components: {
      securitySchemes: {
        session: { type: "apiKey", in: "cookie", name: "better-auth.session_token" },
        metricsToken: { type: "http", scheme: "bearer" },
      },
    },
    paths: { ...operationPaths(), ...authPaths, ...accountPaths, ...plainPaths },
  });
  return document;
}

function operationPaths(): NonNullable<ZodOpenApiObject["paths"]> {
  const paths: Record<string, Record<string, ZodOpenApiOperationObject>> = {};
  for (const operation of everyOperation) {
    paths[operation.path] = { ...paths[operation.path], [operation.method]: describeOperation(operation) };
  }
  return paths;
}

function describeOperation(operation: Operation): ZodOpenApiOperationObject {
  const { id, tag, summary, access, params, query, success } = operation;
  const asObject = (schema: z.ZodType | undefined) => (schema instanceof z.ZodObject ? schema : undefined);
  const path = asObject(params?.schema);
  const search = asObject(query);
  const headers = headersOf(operation);
  return {
    operationId: id,
    summary,
    tags: [tag],
    ...(access === "public" ? {} : { security: [{ session: [] }] }),
    requestParams: {
      ...(path ? { path } : {}),
      ...(search ? { query: search } : {}),
      ...(headers ? { header: headers } : {}),
    },
    ...bodyOf(operation),
    responses: {
      [String(success.status)]: {
        description: success.summary,
        ...contentOf(operation),
      },
      ...(operation.hasLine ? { "200": LINE } : {}),
      ...problemResponses(operation),
    },
  };
}

function bodyOf({ body, upload }: Operation) {
  if (upload) {
    const schema = { type: "string" as const, format: "binary" };
    const content = Object.fromEntries(upload.types.map((type) => [type, { schema }]));
    return { requestBody: { required: true, content } };
  }
  return body ? { requestBody: { required: true, content: { "application/json": { schema: body } } } } : {};
}

function contentOf({ file, success }: Operation) {
  if (file !== undefined) return { content: { "text/csv": { schema: { type: "string" as const } } } };
  return success.schema ? { content: { "application/json": { schema: success.schema } } } : {};
}

/** The headers that an operation knows beside those of HTTP. */
function headersOf({ access, idempotent, method, versionOf }: Operation): z.ZodObject | undefined {
  const known = {
    ...(access === "public" ? {} : { "X-Account": Account }),
    ...(idempotent ? { "Idempotency-Key": IdempotencyKey } : {}),
    ...(versionOf && method === "patch" ? { "If-Match": IfMatch } : {}),
  };
  return Object.keys(known).length > 0 ? z.object(known) : undefined;
}

/** What every change can be refused with. */
const OF_CHANGES = ["CROSS_ORIGIN", "BODY_TOO_LARGE", "UNSUPPORTED_MEDIA_TYPE", "VALIDATION"] as const;

/** One response for each status, which names the codes that it can carry. */
function problemResponses({ errors, method, access }: Operation) {
  const codes = new Set<ErrorCode>([...errors, "INTERNAL"]);
  if (access !== "public") codes.add("ACCOUNT_CHANGED");
  // A body where none is needed is read too: it must say nothing.
  if (method !== "get") for (const code of OF_CHANGES) codes.add(code);
  const byStatus = groupByStatus([...codes]);
  return Object.fromEntries(
    [...byStatus].map(([status, list]) => [
      String(status),
      { description: list.join(", "), content: { "application/problem+json": { schema: Problem } } },
    ]),
  );
}

function groupByStatus(codes: ErrorCode[]): Map<number, ErrorCode[]> {
  const groups = new Map<number, ErrorCode[]>();
  for (const code of codes)
    groups.set(ERRORS[code].status, [...(groups.get(ERRORS[code].status) ?? []), code]);
  return groups;
}
