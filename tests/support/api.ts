import { shop } from "./environment.ts";

/** An answer of the API, with its body read: parsed where it is JSON. */
export interface ApiAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

type Method = "GET" | "POST" | "PATCH" | "DELETE";

/** A caller of the running shop's API, with or without a session cookie. */
export class Caller {
  constructor(readonly cookie?: string) {}

  get(path: string, headers: Record<string, string> = {}): Promise<ApiAnswer> {
    return this.send("GET", path, undefined, headers);
  }

  post(path: string, body?: unknown, headers: Record<string, string> = {}): Promise<ApiAnswer> {
    return this.send("POST", path, body, headers);
  }

  async send(
    method: Method,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<ApiAnswer> {
    const response = await fetch(new URL(path, shop.APP_URL), {
      method,
      redirect: "manual",
      headers: {
        ...(this.cookie ? { cookie: this.cookie } : {}),
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get("content-type")?.includes("json") ?? false;
    return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
  }
}

/** Somebody who is not signed in. */
export const visitor = new Caller();

/** Sends every request at once: each is built first, then all leave in the same turn of the event loop. */
export function allAtOnce<T, R>(
  callers: readonly T[],
  act: (caller: T, index: number) => Promise<R>,
): Promise<R[]> {
  return Promise.all(callers.map(act));
}

/** How many answers have each status and code, such as `{"201": 2, "409 OUT_OF_STOCK": 8}`. */
export function tally(answers: readonly ApiAnswer[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { status, body } of answers) {
    const code = body && typeof body === "object" && "code" in body ? ` ${String(body.code)}` : "";
    counts[`${status}${code}`] = (counts[`${status}${code}`] ?? 0) + 1;
  }
  return counts;
}
