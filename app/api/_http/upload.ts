import { DomainError } from "#lib/errors.ts";
import type { Operation } from "./operation.ts";

const NOTHING = new Uint8Array();

/**
 * The file of a request, read no further than it may be long.
 * @throws DomainError UNSUPPORTED_MEDIA_TYPE, BODY_TOO_LARGE
 */
export async function readUpload({ upload }: Operation, request: Request): Promise<Uint8Array> {
  if (!upload) return NOTHING;
  const type = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase() ?? "";
  if (!upload.types.includes(type)) {
    throw new DomainError("UNSUPPORTED_MEDIA_TYPE", `Send one of ${upload.types.join(", ")}.`);
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  if (!request.body) return NOTHING;
  for await (const chunk of request.body) {
    size += chunk.byteLength;
    if (size > upload.maxBytes) {
      throw new DomainError("BODY_TOO_LARGE", `The file is over ${upload.maxBytes} bytes.`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
