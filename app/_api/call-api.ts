import { z } from "zod";
import { ERRORS, type ErrorCode } from "#lib/errors.ts";

/** What the shop refused, or `NETWORK` when it was not reached. */
export interface Problem {
  readonly code: ErrorCode | "NETWORK";
  readonly detail: string;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly errors: readonly { path: string; message: string }[];
}

export type ApiResult<T> = { ok: true; data: T } | { ok: false; problem: Problem };

const ProblemBody = z.looseObject({
  code: z.enum(Object.keys(ERRORS) as [ErrorCode, ...ErrorCode[]]).catch("INTERNAL"),
  detail: z.string().catch(""),
  errors: z.array(z.object({ path: z.string(), message: z.string() })).catch([]),
});

export interface Call<T> {
  readonly method: "GET" | "POST" | "PATCH" | "DELETE";
  readonly path: string;
  readonly body?: unknown;
  readonly idempotencyKey?: string;
  /** The account that the page was made for; ACCOUNT_CHANGED when another one is signed in by now. */
  readonly account?: string | undefined;
  readonly schema: z.ZodType<T>;
}

/** Calls the shop's API from the browser. It never throws: no connection is a problem like any other. */
export async function callApi<T>({
  method,
  path,
  body,
  idempotencyKey,
  account,
  schema,
}: Call<T>): Promise<ApiResult<T>> {
  try {
    const response = await fetch(path, {
      method,
      headers: {
        "accept-language": document.documentElement.lang,
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...(account ? { "x-account": account } : {}),
        ...(idempotencyKey ? { "idempotency-key": idempotencyKey } : {}),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const answer: unknown = response.status === 204 ? undefined : await response.json();
    return readAnswer(response.status, answer, schema);
  } catch {
    return NOT_REACHED;
  }
}

/** No answer came. */
export const NOT_REACHED = {
  ok: false,
  problem: { code: "NETWORK", detail: "", errors: [], facts: {} },
} as const satisfies ApiResult<never>;

/**
 * An answer of the API, by its status and body.
 * @throws ZodError when a success is not what the schema says.
 */
export function readAnswer<T>(status: number, answer: unknown, schema: z.ZodType<T>): ApiResult<T> {
  if (status >= 200 && status < 300) return { ok: true, data: schema.parse(answer) };
  const { code, detail, errors, ...facts } = ProblemBody.parse(answer);
  return { ok: false, problem: { code, detail, errors, facts } };
}
