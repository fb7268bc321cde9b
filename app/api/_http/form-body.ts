import { DomainError } from "#lib/errors.ts";
import { parseJson, readText } from "./json-body.ts";

/**
 * The fields of a form as a browser sends them, or the same as JSON; a field that is there twice counts once. Files
 * are not taken.
 * @throws DomainError UNSUPPORTED_MEDIA_TYPE, BODY_TOO_LARGE, VALIDATION
 */
export async function readForm(request: Request): Promise<Record<string, unknown>> {
  const type = request.headers.get("content-type") ?? "";
  const text = await readText(request);
  if (text === "") return {};
  if (type.startsWith("application/x-www-form-urlencoded"))
    return Object.fromEntries(new URLSearchParams(text));
  if (type.startsWith("multipart/form-data")) return multipart(text, type);
  const body = parseJson(request, text);
  return body !== null && typeof body === "object" && !Array.isArray(body) ? { ...body } : {};
}

async function multipart(text: string, type: string): Promise<Record<string, unknown>> {
  try {
    return Object.fromEntries(await new Response(text, { headers: { "content-type": type } }).formData());
  } catch {
    throw new DomainError("VALIDATION", "The body is no form.", {
      errors: [{ path: "", message: "No form" }],
    });
  }
}
