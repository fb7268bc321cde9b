import type { z } from "zod";
import { parseJson, readText } from "./json-body.ts";
import { answering } from "./route.ts";
import { requireSameOrigin } from "./same-origin.ts";
import { parseInput } from "./validate.ts";

/**
 * A route of the door that takes JSON: origin, size and shape are checked as everywhere in the API. An empty body
 * counts as `{}`.
 */
export function authRoute<S extends z.ZodType>(
  schema: S,
  handle: (body: z.output<S>, headers: Headers) => Promise<Response>,
): (request: Request) => Promise<Response> {
  return (request) =>
    answering("auth", async () => {
      requireSameOrigin(request);
      const text = await readText(request);
      return handle(parseInput(schema, text === "" ? {} : parseJson(request, text)), request.headers);
    });
}
