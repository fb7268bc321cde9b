import { resource } from "#app/api/_http/resource.ts";
import { openApiDocument } from "./document.ts";

let text: string | undefined;

/** The document, made once in a process. */
async function readDocument(): Promise<Response> {
  text ??= JSON.stringify(openApiDocument());
  return new Response(text, { headers: { "content-type": "application/json" } });
}

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({ GET: readDocument });
