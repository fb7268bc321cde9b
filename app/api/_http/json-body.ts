import { DomainError } from "#lib/errors.ts";

const MAX_BYTES = 64 * 1024;

/**
 * The JSON of a request, read no further than 64 KiB.
 * @throws DomainError UNSUPPORTED_MEDIA_TYPE, BODY_TOO_LARGE, or VALIDATION when it is not JSON.
 */
export async function readJson(request: Request): Promise<unknown> {
  return parseJson(request, await readText(request));
}

/**
 * What a body that was read says, when it is JSON and called so.
 * @throws DomainError UNSUPPORTED_MEDIA_TYPE, or VALIDATION when it is not JSON.
 */
export function parseJson(request: Request, text: string): unknown {
  const type = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase();
  if (type !== "application/json") {
    throw new DomainError("UNSUPPORTED_MEDIA_TYPE", "Send the body as application/json.");
  }
  try {
    return JSON.parse(text);
  } catch {
    throw new DomainError("VALIDATION", "The body is not JSON.", {
      errors: [{ path: "", message: "Not JSON" }],
    });
  }
}

/** Refuses a body that is too large, also where no JSON is expected. */
export async function readText(request: Request): Promise<string> {
  const length = request.headers.get("content-length");
  if (Number(length ?? 0) > MAX_BYTES) throw tooLarge();
  // Node reads no more of a body than its length says, and reading it whole costs half of reading it in pieces.
  if (length !== null) return request.text();
  const chunks: Uint8Array[] = [];
  let size = 0;
  if (!request.body) return "";
  for await (const chunk of request.body) {
    size += chunk.byteLength;
    if (size > MAX_BYTES) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

const tooLarge = () => new DomainError("BODY_TOO_LARGE", "The body is over 64 KiB.");
