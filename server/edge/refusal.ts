import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import { MAX_PICTURE_BYTES } from "#lib/catalog/picture-limit.ts";
import type { ErrorCode } from "#lib/errors.ts";
import { isFromOwnOrigin } from "#lib/http/own-origin.ts";
import { isRouterState } from "./router-state.ts";
import { isReadablePath, originForm } from "./target.ts";

/** The most that a request's body may hold, but for a picture. */
export const MAX_BODY_BYTES = 64 * 1024;

/** Why a request goes no further. */
export interface Refusal {
  readonly code: Extract<
    ErrorCode,
    | "VALIDATION"
    | "METHOD_NOT_ALLOWED"
    | "BODY_TOO_LARGE"
    | "UNSUPPORTED_MEDIA_TYPE"
    | "CROSS_ORIGIN"
    | "RATE_LIMITED"
  >;
  readonly detail: string;
  /** The methods that the address takes. */
  readonly allow?: string;
  /** Seconds after which it is worth asking again. */
  readonly retryAfter?: number;
}

/** The methods that some address of the shop takes. */
export const METHODS = "GET, HEAD, POST, PATCH, DELETE, OPTIONS";
/** The methods that some part of the shop knows, if only to refuse them. */
const KNOWN_METHODS: ReadonlySet<string> = new Set([...METHODS.split(", "), "PUT"]);
const FILE_METHODS = "GET, HEAD, OPTIONS";
const PAGE_METHODS = "GET, HEAD, POST, OPTIONS";

export const BODY_TOO_LARGE: Refusal = { code: "BODY_TOO_LARGE", detail: "The body is over 64 KiB." };

/** What a request says before its body. */
type RequestHead = Pick<IncomingMessage, "method" | "url" | "headers" | "rawHeaders" | "httpVersion">;

/** Why nothing may read this request, or null. Its address is in the form that `originForm` gives it. */
export function refusalOf(request: RequestHead): Refusal | null {
  const { method = "GET", url = "/", headers } = request;
  if (!isReadablePath(pathOf(url))) return invalid("The address can't be decoded.");
  const allow = methodsOf(pathOf(url));
  if (!allow.split(", ").includes(method)) {
    return { code: "METHOD_NOT_ALLOWED", detail: `This address takes ${allow}.`, allow };
  }
  if (isForeignChange(method, headers)) return FOREIGN;
  if (Number(headers["content-length"] ?? 0) > mostBytesOf(pathOf(url))) return BODY_TOO_LARGE;
  return packedRefusal(headers) ?? hostRefusal(request) ?? headersRefusal(headers);
}

/** The same for a request that has come no further than its head, as it came. */
export function refusalByHead(request: IncomingMessage): Refusal | null {
  const { method = "GET", headers, rawHeaders, httpVersion } = request;
  const url = originForm(request.url ?? "/");
  if (url === null) return NO_PATH;
  return refusalOf({ method: apiMethod(method, url), url, headers, rawHeaders, httpVersion });
}

/** No address of the API takes PUT: a method that is not known there gets the 405 that names the address's own. */
export const apiMethod = (method: string, url: string): string =>
  url.startsWith("/api/") && !KNOWN_METHODS.has(method) ? "PUT" : method;

export const NO_PATH: Refusal = { code: "VALIDATION", detail: "The address is no path of this site." };

/** A picture of a product is the one body that is larger: its length must be told, and its route counts again. */
const mostBytesOf = (path: string): number =>
  path === "/api/admin/pictures" ? MAX_PICTURE_BYTES : MAX_BODY_BYTES;

const FOREIGN: Refusal = { code: "CROSS_ORIGIN", detail: "Requests from other sites are refused." };

/** A form or an action that another site's page sent. */
function isForeignChange(method: string, headers: IncomingHttpHeaders): boolean {
  if (FILE_METHODS.split(", ").includes(method)) return false;
  return !isFromOwnOrigin((name) => [headers[name] ?? null].flat()[0]);
}

/** A body that is packed is unpacked by nothing here: read as it is, it would be something else than was sent. */
function packedRefusal(headers: IncomingHttpHeaders): Refusal | null {
  const packed = headers["content-encoding"]?.trim() ?? "";
  if (packed !== "" && packed.toLowerCase() !== "identity")
    return { code: "UNSUPPORTED_MEDIA_TYPE", detail: "Send the body without a Content-Encoding." };
  const { "transfer-encoding": transfer = "chunked" } = headers;
  return transfer.trim().toLowerCase() === "chunked"
    ? null
    : invalid("A body in pieces comes by Transfer-Encoding: chunked alone.");
}

const HOST = /^[\w.-]*(?:\[[\da-f:.]+\])?(?::\d{1,5})?$/i;

/** Which shop is meant must be said once, and be a host. */
export function hostRefusal({ headers, httpVersion, rawHeaders }: RequestHead): Refusal | null {
  const { host } = headers;
  if (host === undefined) return httpVersion === "1.0" ? null : invalid("The Host header is missing.");
  const hosts = rawHeaders.filter((name, at) => at % 2 === 0 && /^host$/i.test(name));
  return hosts.length > 1 || !HOST.test(host) ? invalid("The Host header is no host.") : null;
}

/** What Next's router would fail on instead of refusing it. */
function headersRefusal(headers: IncomingHttpHeaders): Refusal | null {
  if (!isRouterState(headers["next-router-state-tree"]))
    return invalid("The Next-Router-State-Tree header can't be read.");
  return null;
}

const invalid = (detail: string): Refusal => ({ code: "VALIDATION", detail });

export const pathOf = (url: string): string => {
  const end = url.indexOf("?");
  return end < 0 ? url : url.slice(0, end);
};

/** The methods that a path takes, as far as the path alone tells; which of them an address of the API has, it says. */
export function methodsOf(path: string): string {
  if (path.startsWith("/api/")) return [...KNOWN_METHODS].join(", ");
  if (path === "/language") return "POST, OPTIONS";
  return /^\/(?:_next|og|pictures|reminder)\/|\.[a-z]+$/.test(path) ? FILE_METHODS : PAGE_METHODS;
}
