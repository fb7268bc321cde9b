import { DomainError } from "#lib/errors.ts";
import { auth, authBaseUrl } from "./auth.ts";

type AuthPath = "/sign-in/email" | "/sign-out" | "/get-session" | "/get-session?disableRefresh=true";

/**
 * Calls better-auth with the caller's `headers`; with a body it is a POST. Returns the successful response.
 * @throws DomainError for what it refuses, with its own code as `reason`; whatever the database throws.
 */
export async function callAuth(path: AuthPath, headers: Headers, body?: object): Promise<Response> {
  const own = new Headers();
  for (const name of ["cookie", "user-agent", "x-real-ip"]) {
    const value = headers.get(name);
    if (value !== null) own.set(name, value);
  }
  // Where the request came from has been checked; better-auth asks for an origin beside every cookie.
  own.set("origin", authBaseUrl().origin);
  if (body) own.set("content-type", "application/json");
  const content = body ? { method: "POST", body: JSON.stringify(body) } : {};
  const request = new Request(new URL(`/api/auth${path}`, authBaseUrl()), { headers: own, ...content });
  const response = await auth().handler(request).catch(asRefusal);
  if (response.status < 400) return response;
  throw refusalOf(response.status, await response.json().catch(() => null));
}

/** better-auth throws its refusals as it throws everything else: known by their name. */
function asRefusal(error: unknown): Response {
  if (!(error instanceof Error && error.name === "APIError" && "statusCode" in error)) throw error;
  const body: unknown = "body" in error ? error.body : null;
  return Response.json(body ?? null, { status: Number(error.statusCode) });
}

function refusalOf(status: number, refusal: unknown): Error {
  const told = (name: "code" | "message"): string | undefined => {
    const value =
      refusal && typeof refusal === "object" && name in refusal ? Reflect.get(refusal, name) : undefined;
    return typeof value === "string" ? value : undefined;
  };
  const detail = told("message") ?? "That did not work.";
  const reason = told("code") ?? "UNKNOWN";
  if (status === 401) return new DomainError("UNAUTHENTICATED", detail, { reason });
  if (status === 403) return new DomainError("FORBIDDEN", detail, { reason });
  if (status >= 500) return new Error(`better-auth answered ${status}: ${detail}`);
  return new DomainError("VALIDATION", detail, { reason, errors: [{ path: "", message: detail }] });
}
