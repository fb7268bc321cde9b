import { auth } from "#lib/auth/auth.ts";
import { DomainError } from "#lib/errors.ts";
import { countTry } from "#lib/rate-limit/limits.ts";
import { parseJson, readText } from "./json-body.ts";
import { answering } from "./route.ts";
import { requireSameOrigin } from "./same-origin.ts";

/** better-auth behind the same rules as the rest of the API: origin, size, limits, problem+json. */
export function authRoute(request: Request): Promise<Response> {
  return answering("auth", async () => {
    if (request.method !== "GET") requireSameOrigin(request);
    const address = request.headers.get("x-real-ip") ?? "unknown";
    const { pathname } = new URL(request.url);
    if (pathname.endsWith("/sign-in/email")) await countTry("signIn", address);
    if (pathname.endsWith("/sign-up/email")) await countTry("signUp", address);
    const response = await auth().handler(await withBoundedBody(request));
    if (response.status < 400) return response;
    throw await asDomainError(response);
  });
}

/** better-auth reads the whole body, so it is read here first, no further than the limit. */
async function withBoundedBody(request: Request): Promise<Request> {
  const { method, headers, url } = request;
  if (method === "GET") return new Request(url, { method, headers });
  const body = await readText(request);
  if (body !== "") parseJson(request, body);
  return new Request(url, { method, headers, body });
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
